// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ShortcutDialog.h"

#include "style/Theme.h"
#include "widgets/Labels.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace jackdaw {

ShortcutDialog::ShortcutDialog(const Theme &theme, Console console, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(20, 12, 20, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    int row = 0;
    std::optional<Shortcut::Group> group;
    const QList<Shortcut> all = listedShortcuts(console);
    for (const Shortcut &shortcut : all) {
        if (group != shortcut.group) {
            group = shortcut.group;
            auto *heading = new Label(theme, TypeRole::MetaStrong, Token::Text2, shortcutGroupText(shortcut.group), Label::Wrap::No, content);
            heading->setContentsMargins(0, row == 0 ? 0 : 12, 0, 2);
            grid->addWidget(heading, row++, 0, 1, 2);
        }
        auto *text = new Label(theme, TypeRole::Body, Token::Text, shortcut.text, Label::Wrap::Yes, content);
        auto *keys = new Label(theme, TypeRole::Body, Token::Text2, keysText(shortcut), Label::Wrap::No, content);
        // A reader that steps from label to label hears what the keys are for.
        keys->setAccessibleName(shortcut.text + QStringLiteral(": ") + keysText(shortcut));
        grid->addWidget(text, row, 0);
        grid->addWidget(keys, row++, 1, Qt::AlignTrailing);
    }
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(area);
    area->setFocus();
    const int width = theme.scaled(480), height = theme.scaled(560);
    resize(parent ? std::min(width, parent->width() - 24) : width, parent ? std::min(height, parent->height() - 24) : height);
}

} // namespace jackdaw
