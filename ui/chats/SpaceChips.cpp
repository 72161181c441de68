// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/SpaceChips.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Chip.h"
#include "widgets/Labels.h"

#include <QLayout>

namespace jackdaw {

SpaceChips::SpaceChips(const SpaceListModel &spaces, const Theme &theme, QWidget *row)
    : QObject(row), m_spaces(spaces), m_theme(theme), m_row(row)
{
    // Not with each row: what a chip does may ask the model to count again, which is in the middle of it then.
    connect(&spaces, &QAbstractItemModel::dataChanged, this, &SpaceChips::update);
    connect(&spaces, &SpaceListModel::spacesChanged, this, &SpaceChips::update);
    connect(&theme, &Theme::changed, this, &SpaceChips::update);
    update();
}

Chip *SpaceChips::makeChip(const SpaceId &space)
{
    auto *chip = new Chip(m_theme, {}, {}, m_row);
    chip->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(chip, &QAbstractButton::toggled, this, [this, space](bool on) {
        if (on)
            Q_EMIT chosen(space);
    });
    connect(chip, &QWidget::customContextMenuRequested, this,
            [this, chip, space](const QPoint &position) { Q_EMIT menuRequested(space, chip->mapToGlobal(position)); });
    chip->show();
    return chip;
}

void SpaceChips::update()
{
    QList<SpaceId> order;
    for (const SpaceListModel::Row &row : m_spaces.rows())
        order.append(row.id);
    const bool isOther = order != m_order;
    bool lostChosen = false;
    for (const SpaceId &space : std::as_const(m_order)) {
        if (order.contains(space))
            continue;
        Chip *gone = m_chips.take(space);
        lostChosen = lostChosen || gone->isChecked();
        m_row->layout()->removeWidget(gone);
        gone->hide();
        gone->setParent(nullptr); // out of the group of those that are there
        gone->deleteLater();
    }
    for (const SpaceListModel::Row &row : m_spaces.rows()) {
        Chip *&chip = m_chips[row.id];
        if (!chip)
            chip = makeChip(row.id);
        const QFontMetrics metrics(m_theme.font(TypeRole::Body));
        const QString name = metrics.elidedText(row.traits.name, Qt::ElideRight, m_theme.scaled(140));
        chip->setWords(name, tr("Space: %1").arg(row.traits.name));
        chip->setToolTip(name == row.traits.name ? QString() : plainTooltip(row.traits.name));
        chip->setMark(row.traits.colour);
        chip->setCount(row.unread);
        if (isOther) {
            m_row->layout()->removeWidget(chip);
            m_row->layout()->addWidget(chip);
        }
    }
    m_order = order;
    if (lostChosen)
        Q_EMIT chosenGone();
    if (isOther)
        Q_EMIT chipsChanged();
}

} // namespace jackdaw
