//! The floor: the least that a full-screen program with ratatui costs. One static screen of three panes, drawn after
//! each event as most programs do it. What `mynaguide` needs is told as a multiple of this, measured in the same run.

use std::io;

use crossterm::ExecutableCommand;
use crossterm::event::{self, Event, KeyCode};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, List, Paragraph, Wrap};
use ratatui::{Frame, Terminal, backend::CrosstermBackend};

const TEXT: &str = "Tell the municipality within 14 days after you moved in. Bring the residence card and the My Number \
                    Card of everybody who moved. The card ends if it is not shown within 90 days after the notice.";

fn main() -> io::Result<()> {
    enable_raw_mode()?;
    io::stdout().execute(EnterAlternateScreen)?;
    let done = run();
    io::stdout().execute(LeaveAlternateScreen)?;
    disable_raw_mode()?;
    done
}

fn run() -> io::Result<()> {
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    loop {
        terminal.draw(draw)?;
        if let Event::Key(key) = event::read()?
            && key.code == KeyCode::Char('q')
        {
            return Ok(());
        }
    }
}

fn draw(frame: &mut Frame<'_>) {
    let [left, right] = Layout::horizontal([Constraint::Percentage(34), Constraint::Fill(1)]).areas(frame.area());
    let [upper, lower] = Layout::vertical([Constraint::Percentage(42), Constraint::Fill(1)]).areas(right);
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let topics = (1..40).map(|n| format!("Procedure number {n}, as it stands in a list"));
    frame.render_widget(List::new(topics).block(Block::bordered().title("Topics").title_style(bold)), left);
    let rows = (1..20).map(|n| format!("! Open   Deadline number {n:<30} Sun 2026-12-{n:02}  in {n} days"));
    frame.render_widget(List::new(rows).block(Block::bordered().title("Timeline")), upper);
    let text = Paragraph::new([TEXT; 8].join("\n\n")).wrap(Wrap { trim: true });
    frame.render_widget(text.block(Block::bordered().title("Detail")), lower);
}
