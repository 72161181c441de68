// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/KeyboardPage.h"

#include "base/FoldedText.h"
#include "widgets/Card.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

KeyboardPage::KeyboardPage(const Theme &theme, const QList<SettingsFacts::ShortcutLine> &shortcuts, QWidget *parent)
    : SettingsPage(theme, tr("Keyboard"), parent), m_search(new SearchField(theme, tr("Find a shortcut"))),
      m_nothing(new Label(theme, TypeRole::Body, Token::Text2, tr("No shortcut has these words.")))
{
    content()->addWidget(m_search);
    content()->addSpacing(16);
    m_nothing->hide();
    content()->addWidget(m_nothing);
    QString group;
    Card *card = nullptr;
    for (const SettingsFacts::ShortcutLine &shortcut : shortcuts) {
        if (!card || shortcut.group != group) {
            group = shortcut.group;
            auto *heading = new QWidget;
            auto *line = new QVBoxLayout(heading);
            line->setContentsMargins(0, 0, 0, 8);
            line->addWidget(new Label(theme, TypeRole::BodyStrong, Token::Text, group));
            content()->addWidget(heading);
            card = addCard();
            m_groups.append({heading, card, {}, {}});
        }
        auto *keys = new Label(theme, TypeRole::BodyStrong, Token::Text2, shortcut.keys);
        auto *row = new SettingsRow(theme, shortcut.text, {}, keys);
        row->setAccessibleName(u"%1: %2"_s.arg(shortcut.text, shortcut.keys));
        // A list to look through: closer together than settings, which a finger or a pointer must hit.
        const auto tighten = [row] { row->setMinimumHeight(0); };
        tighten();
        connect(&theme, &Theme::changed, row, tighten);
        card->addRow(row);
        m_groups.last().rows.append(row);
        m_groups.last().texts.append(foldedText(group + u' ' + shortcut.text + u' ' + shortcut.keys));
    }
    finish();
    connect(m_search, &QLineEdit::textChanged, this, &KeyboardPage::showMatching);
}

void KeyboardPage::filter(const QString &words)
{
    // What the whole window is searched for is searched for here, too, unless only the page's name has it.
    bool any = false;
    for (const Group &group : std::as_const(m_groups))
        any = any || std::any_of(group.texts.cbegin(), group.texts.cend(), [&](const QString &text) { return hasAllWords(text, words); });
    m_search->setText(any ? words : QString());
}

void KeyboardPage::showMatching(const QString &words)
{
    bool any = false;
    for (const Group &group : std::as_const(m_groups)) {
        bool some = false;
        for (qsizetype i = 0; i < group.rows.size(); ++i) {
            const bool matches = hasAllWords(group.texts.at(i), words);
            group.rows.at(i)->setVisible(matches);
            some = some || matches;
        }
        group.heading->setVisible(some);
        group.card->setVisible(some);
        any = any || some;
    }
    m_nothing->setVisible(!any);
}

} // namespace jackdaw
