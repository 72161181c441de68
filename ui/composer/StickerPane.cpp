// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/StickerPane.h"

#include "base/FoldedText.h"
#include "widgets/IconButton.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLast = 40;
constexpr qsizetype mostFoundStickers = 200;
constexpr qsizetype shownPackName = 60;

} // namespace

StickerPane::StickerPane(const Theme &theme, QWidget *parent)
    : ChoicePane(theme, tr("Find a sticker"), Label::Wrap::Yes, parent)
    , m_new(new IconButton(theme, u"plus"_s, tr("New pack from pictures…"), this))
    , m_remove(new IconButton(theme, u"trash-2"_s, tr("Remove pack…"), this))
    , m_grid(new StickerGrid(theme, this))
{
    shelves().setAccessibleName(tr("Sticker pack"));
    shelves().setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_new, &QAbstractButton::clicked, this, &StickerPane::newPackRequested);
    connect(m_remove, &QAbstractButton::clicked, this, [this] {
        const qsizetype at = shelves().currentIndex() - 1;
        if (at >= 0 && at < m_packs.size())
            Q_EMIT removeRequested(m_packs.at(at).id, m_packs.at(at).name);
    });
    build(*m_grid, {m_new, m_remove});
}

void StickerPane::setPacks(const QList<Pack> &packs)
{
    const QString shown = m_packs.value(shelves().currentIndex() - 1).id;
    m_packs = packs;
    {
        const QSignalBlocker quiet(&shelves());
        shelves().clear();
        shelves().addItem(tr("Used last"));
        for (const Pack &each : packs) {
            const QString name = each.name.left(shownPackName).simplified();
            shelves().addItem(name.isEmpty() ? tr("Pack without a name") : name);
            if (each.id == shown && !shown.isEmpty())
                shelves().setCurrentIndex(shelves().count() - 1);
        }
    }
    fill();
}

int StickerPane::firstShelf() const
{
    return lastUsed().isEmpty() && !m_packs.isEmpty() ? 1 : 0;
}

void StickerPane::choose(qsizetype place)
{
    const StickerCell cell = m_grid->cells().at(place);
    Q_EMIT chosen(cell.pack, cell.place);
}

QList<StickerCell> StickerPane::lastUsed() const
{
    QList<std::pair<qint64, StickerCell>> used;
    for (const Pack &pack : m_packs) {
        for (qsizetype i = 0; i < pack.stickers.size(); ++i) {
            if (pack.used.value(i) > 0)
                used.append({pack.used.at(i), pack.stickers.at(i)});
        }
    }
    std::stable_sort(used.begin(), used.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<StickerCell> cells;
    for (const auto &each : std::as_const(used)) {
        if (cells.size() < mostLast)
            cells.append(each.second);
    }
    return cells;
}

void StickerPane::fill()
{
    QList<StickerCell> cells;
    const QString wanted = foldedText(query());
    const qsizetype at = shelves().currentIndex() - 1;
    if (!wanted.isEmpty()) {
        for (const Pack &pack : std::as_const(m_packs)) {
            const bool isOfPack = foldedText(pack.name).contains(wanted);
            for (const StickerCell &each : pack.stickers) {
                const bool isIt = isOfPack || foldedText(each.description + u' ' + each.words).contains(wanted);
                if (isIt && cells.size() < mostFoundStickers)
                    cells.append(each);
            }
        }
    } else {
        cells = at >= 0 && at < m_packs.size() ? m_packs.at(at).stickers : lastUsed();
    }
    m_remove->setVisible(at >= 0);
    m_grid->setCells(cells);
    if (cells.isEmpty()) {
        say(m_packs.isEmpty() ? tr("No pack yet: click a sticker that somebody sends, or make one")
            : wanted.isEmpty() ? tr("Nothing used yet") : tr("Nothing found"));
    }
    m_grid->preselect();
}

} // namespace jackdaw
