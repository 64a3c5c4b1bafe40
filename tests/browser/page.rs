//! A report, opened in a browser that has nothing else to do.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Network, Page as PageDomain, Runtime};
use headless_chrome::types::PrintToPdfOptions;
use headless_chrome::{Browser, LaunchOptions, Tab};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Tests that measure time do not run beside others.
static ALONE: Mutex<()> = Mutex::new(());

/// What a busy machine may take for what is done in a moment.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open report, and whatever went wrong in it.
pub(crate) struct Page {
    tab: Arc<Tab>,
    /// From the start of loading to the drawn chart.
    pub(crate) opened: Duration,
    requests: Arc<Mutex<Vec<String>>>,
    complaints: Arc<Mutex<Vec<String>>>,
    _browser: Browser,
    _folder: tempfile::TempDir,
    _alone: MutexGuard<'static, ()>,
}

/// A promise of the milliseconds from an act to the second frame after it.
pub(crate) fn after(act: &str) -> String {
    format!(
        "new Promise((done) => {{ const start = performance.now(); {act};
         requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); }})"
    )
}

impl Page {
    pub(crate) fn of_fixture(name: &str) -> Outcome<Page> {
        Page::of_command(&["check", "--format", "html", "--fail-on", "never", name])
    }

    /// The report that a command writes in the folder of the fixtures.
    pub(crate) fn of_command(arguments: &[&str]) -> Outcome<Page> {
        Page::open(arguments, &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), tempfile::tempdir()?)
    }

    /// The report of a chart that is given as text, under this name.
    pub(crate) fn of_text(text: &str, arguments: &[&str], name: &str) -> Outcome<Page> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().to_owned();
        // A slash is the one character that no name of a file has.
        let name = name.replace('/', "");
        std::fs::write(path.join(&name), text)?;
        Page::open(&[arguments, &[&name]].concat(), &path, folder)
    }

    fn open(arguments: &[&str], from: &Path, folder: tempfile::TempDir) -> Outcome<Page> {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let file = folder.path().join("report.html");
        let orglint = Command::new(env!("CARGO_BIN_EXE_orglint"))
            .current_dir(from)
            .args(arguments)
            .arg("-o")
            .arg(&file)
            .output()?;
        assert!(orglint.status.code() < Some(2), "{}", String::from_utf8_lossy(&orglint.stderr));
        let profile = folder.path().join("profile");
        let flags = ["--disable-quic", "--disable-component-update", "--disable-gpu"].map(OsStr::new);
        let browser = Browser::new(LaunchOptions {
            sandbox: false,
            window_size: Some((1440, 900)),
            user_data_dir: Some(profile),
            args: flags.to_vec(),
            idle_browser_timeout: Duration::from_secs(120),
            ..LaunchOptions::default()
        })?;
        let tab = browser.new_tab()?;
        tab.set_default_timeout(PATIENCE);
        let (requests, complaints) = (Arc::default(), Arc::default());
        listen(&tab, Arc::clone(&requests), Arc::clone(&complaints))?;
        tab.navigate_to(&format!("file://{}", file.display()))?.wait_until_navigated()?;
        let mut page = Page {
            tab,
            opened: Duration::ZERO,
            requests,
            complaints,
            _browser: browser,
            _folder: folder,
            _alone: alone,
        };
        // The end of the script, and the first frames after it, counted from the start of loading.
        let ready = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd";
        let drawn = page.number(&format!("{}.then((frames) => frames + {ready})", after("0")))?;
        page.opened = Duration::from_secs_f64(drawn / 1000.0);
        Ok(page)
    }

    fn value(&self, expression: &str) -> Outcome<serde_json::Value> {
        let answer = self
            .tab
            .evaluate(&format!("Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))"), true)?;
        let text = answer.value.and_then(|value| value.as_str().map(str::to_owned));
        Ok(serde_json::from_str(&text.ok_or_else(|| format!("{expression}: {:?}", answer.description))?)?)
    }

    pub(crate) fn number(&self, expression: &str) -> Outcome<f64> {
        let value = self.value(expression)?;
        Ok(value.as_f64().ok_or_else(|| format!("{expression} is {value}"))?)
    }

    pub(crate) fn truth(&self, expression: &str) -> Outcome<bool> {
        Ok(self.value(expression)? == true)
    }

    pub(crate) fn text(&self, selector: &str) -> Outcome<String> {
        let value = self.value(&format!("document.querySelector({selector:?})?.textContent"))?;
        Ok(value.as_str().ok_or_else(|| format!("there is no {selector}"))?.to_owned())
    }

    pub(crate) fn run(&self, statements: &str) -> Outcome {
        self.tab.evaluate(statements, true)?;
        Ok(())
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&self, expression: &str) -> Outcome {
        let begin = Instant::now();
        while !self.truth(expression)? {
            if begin.elapsed() > PATIENCE {
                return Err(format!("never true: {expression}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    pub(crate) fn press(&self, key: &str) -> Outcome {
        self.tab.press_key(key)?;
        Ok(())
    }

    pub(crate) fn type_text(&self, text: &str) -> Outcome {
        self.tab.type_str(text)?;
        Ok(())
    }

    /// Clicks with the mouse into the middle of an element.
    pub(crate) fn click(&self, element: &str) -> Outcome {
        // Gliding views come to rest first.
        std::thread::sleep(Duration::from_millis(400));
        let side = |side: &str| {
            self.number(&format!("(() => {{ const e = {element}; e.scrollIntoView?.({{ block: 'nearest' }}); const b = e.getBoundingClientRect(); return {side}; }})()"))
        };
        let point = headless_chrome::browser::tab::point::Point {
            x: side("b.x + b.width / 2")?,
            y: side("b.y + b.height / 2")?,
        };
        self.tab.click_point(point)?;
        Ok(())
    }

    /// The name in the panel of who is selected.
    pub(crate) fn selected(&self) -> Outcome<String> {
        self.text("#position h2")
    }

    pub(crate) fn pdf(&self) -> Outcome<Vec<u8>> {
        Ok(self
            .tab
            .print_to_pdf(Some(PrintToPdfOptions { print_background: Some(true), ..PrintToPdfOptions::default() }))?)
    }

    /// No exception, no message on the console, no dialog, and no request but the one for the file itself.
    pub(crate) fn is_quiet(&self) -> Outcome {
        // What the page did last has been told by now.
        self.run(&after("0"))?;
        let all = |list: &Mutex<Vec<String>>| list.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let complaints = all(&self.complaints);
        assert!(complaints.is_empty(), "{complaints:?}");
        let requests = all(&self.requests);
        assert!(
            requests.len() == 1 && requests[0].starts_with("file://") && requests[0].ends_with("report.html"),
            "{requests:?}"
        );
        Ok(())
    }
}

/// Keeps every request, and everything that the page complains of.
fn listen(tab: &Tab, requests: Arc<Mutex<Vec<String>>>, complaints: Arc<Mutex<Vec<String>>>) -> Outcome {
    tab.call_method(Network::Enable {
        max_total_buffer_size: None,
        max_resource_buffer_size: None,
        max_post_data_size: None,
        report_direct_socket_traffic: None,
        enable_durable_messages: None,
    })?;
    tab.call_method(Runtime::Enable(None))?;
    tab.call_method(PageDomain::Enable { enable_file_chooser_opened_event: None })?;
    tab.enable_log()?;
    let keep = |list: &Mutex<Vec<String>>, text: String| list.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    tab.add_event_listener(Arc::new(move |event: &Event| match event {
        Event::NetworkRequestWillBeSent(event) => keep(&requests, event.params.request.url.clone()),
        Event::RuntimeExceptionThrown(event) => keep(&complaints, format!("{:?}", event.params.exception_details)),
        Event::RuntimeConsoleAPICalled(event) => keep(&complaints, format!("{:?}", event.params.args)),
        Event::LogEntryAdded(event) => keep(&complaints, event.params.entry.text.clone()),
        Event::PageJavascriptDialogOpening(event) => keep(&complaints, event.params.message.clone()),
        _ => {}
    }))?;
    Ok(())
}
