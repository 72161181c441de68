// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiPane.h"

#include "composer/EmojiGrid.h"
#include "composer/EmojiPicker.h"
#include "composer/EmojiSource.h"

#include <QComboBox>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFound = 180;

QString groupName(const QString &key)
{
    if (key == "smileys-emotion"_L1)
        return EmojiPicker::tr("Smileys and feelings");
    if (key == "people-body"_L1)
        return EmojiPicker::tr("People");
    if (key == "animals-nature"_L1)
        return EmojiPicker::tr("Animals and nature");
    if (key == "food-drink"_L1)
        return EmojiPicker::tr("Food and drink");
    if (key == "travel-places"_L1)
        return EmojiPicker::tr("Travel and places");
    if (key == "activities"_L1)
        return EmojiPicker::tr("Activities");
    if (key == "objects"_L1)
        return EmojiPicker::tr("Objects");
    if (key == "symbols"_L1)
        return EmojiPicker::tr("Symbols");
    return EmojiPicker::tr("Flags");
}

} // namespace

EmojiPane::EmojiPane(const Theme &theme, EmojiSource &source, QWidget *parent)
    : ChoicePane(theme, EmojiPicker::tr("Find an emoji"), Label::Wrap::No, parent)
    , m_source(source)
    , m_grid(new EmojiGrid(theme, source, this))
    , m_tone(new QComboBox(this))
{
    shelves().setAccessibleName(EmojiPicker::tr("Group of emoji"));
    m_tone->setAccessibleName(EmojiPicker::tr("Skin tone"));
    shelves().addItem(EmojiPicker::tr("Used last"));
    for (const EmojiList::Group &group : source.list().groups())
        shelves().addItem(groupName(group.key));
    m_tone->addItems({EmojiPicker::tr("No skin tone"), EmojiPicker::tr("Light"), EmojiPicker::tr("Medium light"), EmojiPicker::tr("Medium"),
                      EmojiPicker::tr("Medium dark"), EmojiPicker::tr("Dark")});
    m_tone->setCurrentIndex(source.tone());
    connect(m_tone, &QComboBox::currentIndexChanged, this, [this](int tone) {
        m_source.setTone(tone);
        fill();
    });
    build(*m_grid, {m_tone});
}

int EmojiPane::firstShelf() const
{
    return m_source.recent().size() < EmojiGrid::columns ? 1 : 0; // less than a row is no choice yet
}

QString EmojiPane::nameOf(const QString &emoji) const
{
    const QList<EmojiEntry> &entries = m_source.list().entries();
    const auto it = std::find_if(entries.cbegin(), entries.cend(), [&](const EmojiEntry &entry) {
        return entry.emoji == emoji || entry.tones.contains(emoji);
    });
    return it == entries.cend() ? emoji : it->name;
}

void EmojiPane::fill()
{
    QList<EmojiGrid::Cell> cells;
    const EmojiList &list = m_source.list();
    const auto add = [&](const EmojiEntry &entry) { cells.append({m_source.shown(entry), entry.name}); };
    if (!query().isEmpty()) {
        for (const qsizetype i : list.search(query(), mostFound))
            add(list.entries().at(i));
    } else if (shelves().currentIndex() <= 0) {
        for (const QString &emoji : m_source.recent())
            cells.append({emoji, nameOf(emoji)});
    } else {
        const EmojiList::Group &group = list.groups().at(shelves().currentIndex() - 1);
        for (qsizetype i = group.first; i < group.first + group.count; ++i)
            add(list.entries().at(i));
    }
    m_grid->setCells(cells);
    if (cells.isEmpty())
        say(query().isEmpty() ? EmojiPicker::tr("Nothing used yet") : EmojiPicker::tr("Nothing found"));
    m_grid->preselect();
}

void EmojiPane::choose(qsizetype place)
{
    const QString emoji = m_grid->cells().at(place).emoji;
    m_source.used(emoji);
    Q_EMIT chosen(emoji);
}

} // namespace jackdaw
