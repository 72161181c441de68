// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ReactionChips.h"

#include "style/EmojiText.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "timeline/EmojiCache.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int chipHeight = 24;
constexpr int chipPadding = 8;
constexpr int gap = 6;

} // namespace

ReactionChips::ReactionChips(const QList<Reaction> &reactions, const People &people, const Theme &theme, int maxWidth)
{
    for (const Reaction &reaction : reactions) {
        const auto known = std::find_if(m_chips.begin(), m_chips.end(), [&](const Chip &chip) { return chip.emoji == reaction.emoji; });
        Chip *chip = known == m_chips.end() ? nullptr : &*known;
        if (!chip) {
            if (m_chips.size() >= maximumChips)
                continue;
            m_chips.append(Chip{reaction.emoji, 0, false, {}, {}, {}});
            chip = &m_chips.last();
        }
        const Person person = people ? people(reaction.by) : Person{reaction.by.toString(), false};
        ++chip->count;
        chip->ours = chip->ours || person.isUs;
        if (chip->names.size() < maximumNames)
            chip->names.append(person.name);
    }
    const QFont font = theme.font(TypeRole::MetaStrong);
    const int height = theme.scaled(chipHeight);
    int x = 0;
    int y = 0;
    int widest = 0;
    for (Chip &chip : m_chips) {
        QTextLayout layout(chip.emoji + QChar(QChar::Nbsp) + QString::number(chip.count), font);
        QTextCharFormat inColor;
        inColor.setFontFamilies(colorFirst(font));
        layout.setFormats({{0, int(chip.emoji.size()), inColor}});
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(maxWidth);
        line.setPosition(QPointF(chipPadding, (height - line.height()) / 2));
        layout.endLayout();
        chip.glyphs = layout.glyphRuns();
        const int width = qCeil(line.naturalTextWidth()) + 2 * chipPadding;
        if (x > 0 && x + width > maxWidth) {
            x = 0;
            y += height + gap;
        }
        chip.rect = QRect(x, y, width, height);
        x += width + gap;
        widest = std::max(widest, x - gap);
    }
    m_size = m_chips.isEmpty() ? QSize() : QSize(widest, y + height);
}

const ReactionChips::Chip *ReactionChips::chipAt(const QPoint &point) const
{
    for (const Chip &chip : m_chips) {
        if (chip.rect.contains(point))
            return &chip;
    }
    return nullptr;
}

void ReactionChips::mirror(int width)
{
    for (Chip &chip : m_chips)
        chip.rect.moveLeft(width - chip.rect.right() - 1);
}

void ReactionChips::paint(QPainter &painter, const QPoint &origin, const Theme &theme, EmojiCache &emoji) const
{
    for (const Chip &chip : m_chips) {
        const QRect rect = chip.rect.translated(origin);
        paintShape(painter, rect, rect.height() / 2.0, theme.color(chip.ours ? Token::Selected : Token::Hover),
                   theme.color(chip.ours ? Token::Link : theme.isHighContrast() ? Token::Text : Token::Line));
        painter.setPen(theme.color(chip.ours ? Token::Link : Token::Text2));
        for (const QGlyphRun &run : chip.glyphs) {
            if (emoji.isColorFont(run.rawFont()))
                emoji.draw(painter, rect.topLeft(), run);
            else
                painter.drawGlyphRun(rect.topLeft(), run);
        }
    }
}

QString ReactionChips::tooltip(const Chip &chip)
{
    QString names = chip.names.join(QStringLiteral(", "));
    if (chip.count > chip.names.size())
        names = QCoreApplication::translate("jackdaw::ReactionChips", "%1 and %L2 more").arg(names).arg(chip.count - chip.names.size());
    return QCoreApplication::translate("jackdaw::ReactionChips", "%1 %2").arg(chip.emoji, names);
}

} // namespace jackdaw
