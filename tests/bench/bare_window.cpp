// SPDX-License-Identifier: GPL-3.0-or-later
//
// The floor for the start of a Qt Widgets program, of Jackdaw's size: one QMainWindow with a menu bar, a tool bar, a tree
// and a text edit, each with some plain text in Qt's own font; no icons, no settings, no files. With --empty it is a
// QMainWindow with nothing in it, with --line one with a line of text. With --exit-after-first-paint it prints what
// `jackdaw --exit-after-first-paint` prints, at the same moment of its life, and ends the same way.

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QMenuBar>
#include <QSplitter>
#include <QTextEdit>
#include <QTimer>
#include <QToolBar>
#include <QTreeWidget>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace {

long long monotonic()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

class BareWindow : public QMainWindow
{
public:
    BareWindow(long long begin, bool exits) : m_begin(begin), m_exits(exits) { resize(1180, 780); }

    void showLine() { setCentralWidget(new QLabel(QStringLiteral("One line of text"), this)); }

    void fill()
    {
        for (const char *name : {"File", "Edit", "Help"}) {
            QMenu *menu = menuBar()->addMenu(QLatin1String(name));
            menu->addAction(QStringLiteral("First"));
            menu->addAction(QStringLiteral("Second"));
        }
        QToolBar *bar = addToolBar(QStringLiteral("Tools"));
        for (const char *name : {"New", "Search", "Settings"})
            bar->addAction(QLatin1String(name));
        auto *tree = new QTreeWidget;
        tree->setHeaderLabel(QStringLiteral("Contacts"));
        for (int group = 0; group < 3; ++group) {
            auto *item = new QTreeWidgetItem(tree, {QStringLiteral("Group %1").arg(group)});
            for (int row = 0; row < 6; ++row)
                new QTreeWidgetItem(item, {QStringLiteral("Contact %1").arg(row)});
            item->setExpanded(true);
        }
        auto *edit = new QTextEdit;
        for (int line = 0; line < 20; ++line)
            edit->append(QStringLiteral("A line of text such as people write, number %1.").arg(line));
        auto *panes = new QSplitter;
        panes->addWidget(tree);
        panes->addWidget(edit);
        setCentralWidget(panes);
    }

protected:
    bool event(QEvent *event) override
    {
        const bool handled = QMainWindow::event(event);
        if (event->type() == QEvent::Paint && m_exits) {
            m_exits = false;
            // Once what was painted is with the screen.
            QTimer::singleShot(0, this, [this] {
                const long long now = monotonic();
                std::printf("first-paint monotonic-ns=%lld since-main-ms=%.2f\n", now, double(now - m_begin) / 1e6);
                std::fflush(stdout);
                QCoreApplication::exit(0);
            });
        }
        return handled;
    }

private:
    long long m_begin;
    bool m_exits;
};

} // namespace

int main(int argc, char **argv)
{
    const long long begin = monotonic();
    QApplication application(argc, argv);
    const auto asked = [&](const char *option) {
        for (int i = 1; i < argc; ++i) {
            if (std::strcmp(argv[i], option) == 0)
                return true;
        }
        return false;
    };
    BareWindow window(begin, asked("--exit-after-first-paint"));
    if (asked("--line"))
        window.showLine();
    else if (!asked("--empty"))
        window.fill();
    window.setWindowTitle(QStringLiteral("bare"));
    window.show();
    return QApplication::exec();
}
