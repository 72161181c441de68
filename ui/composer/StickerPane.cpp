// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/StickerPane.h"

#include "base/FoldedText.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
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
    : QWidget(parent)
    , m_field(new SearchField(theme, tr("Find a sticker"), this))
    , m_pack(new QComboBox(this))
    , m_new(new IconButton(theme, u"plus"_s, tr("New pack from pictures…"), this))
    , m_remove(new IconButton(theme, u"trash-2"_s, tr("Remove pack…"), this))
    , m_grid(new StickerGrid(theme, this))
    , m_name(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this))
{
    m_pack->setAccessibleName(tr("Sticker pack"));
    m_pack->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(m_pack, 1);
    choices->addWidget(m_new);
    choices->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addLayout(choices);
    layout->addWidget(m_grid);
    layout->addWidget(m_name);

    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &StickerPane::fill);
    connect(m_pack, &QComboBox::currentIndexChanged, this, [this] {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
        fill();
    });
    connect(m_grid, &StickerGrid::chosen, this,
            [this](const StickerCell &cell) { Q_EMIT chosen(cell.pack, cell.place); });
    connect(m_grid, &StickerGrid::named, m_name, &QLabel::setText);
    connect(m_grid, &StickerGrid::leftUpwards, this, [this] { m_field->setFocus(Qt::BacktabFocusReason); });
    connect(m_new, &QAbstractButton::clicked, this, &StickerPane::newPackRequested);
    connect(m_remove, &QAbstractButton::clicked, this, [this] {
        const qsizetype at = m_pack->currentIndex() - 1;
        if (at >= 0 && at < m_packs.size())
            Q_EMIT removeRequested(m_packs.at(at).id, m_packs.at(at).name);
    });
}

void StickerPane::setPacks(const QList<Pack> &packs)
{
    const QString shown = m_packs.value(m_pack->currentIndex() - 1).id;
    m_packs = packs;
    {
        const QSignalBlocker quiet(m_pack);
        m_pack->clear();
        m_pack->addItem(tr("Used last"));
        for (const Pack &each : packs) {
            const QString name = each.name.left(shownPackName).simplified();
            m_pack->addItem(name.isEmpty() ? tr("Pack without a name") : name);
            if (each.id == shown && !shown.isEmpty())
                m_pack->setCurrentIndex(m_pack->count() - 1);
        }
    }
    fill();
}

void StickerPane::reset()
{
    {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
    }
    const QSignalBlocker quiet(m_pack);
    m_pack->setCurrentIndex(lastUsed().isEmpty() && !m_packs.isEmpty() ? 1 : 0);
    fill();
}

void StickerPane::setGridHeight(int height)
{
    m_grid->setFixedHeight(height);
}

QList<QWidget *> StickerPane::parts() const
{
    QList<QWidget *> all{m_field, m_pack, m_new};
    if (!m_remove->isHidden())
        all.append(m_remove);
    all.append(m_grid);
    return all;
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
    const QString query = foldedText(m_field->text().trimmed());
    const qsizetype at = m_pack->currentIndex() - 1;
    if (!query.isEmpty()) {
        for (const Pack &pack : std::as_const(m_packs)) {
            const bool isOfPack = foldedText(pack.name).contains(query);
            for (const StickerCell &each : pack.stickers) {
                const bool isIt = isOfPack || foldedText(each.description + u' ' + each.words).contains(query);
                if (isIt && cells.size() < mostFoundStickers)
                    cells.append(each);
            }
        }
    } else {
        cells = at >= 0 && at < m_packs.size() ? m_packs.at(at).stickers : lastUsed();
    }
    m_remove->setVisible(at >= 0);
    m_grid->setCells(cells);
    m_name->setText(!cells.isEmpty() ? QString()
                    : m_packs.isEmpty() ? tr("No pack yet: click a sticker that somebody sends, or make one")
                    : query.isEmpty() ? tr("Nothing used yet") : tr("Nothing found"));
}

bool StickerPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress && !m_grid->cells().isEmpty()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down) {
            m_grid->enter();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            Q_EMIT chosen(m_grid->cells().constFirst().pack, m_grid->cells().constFirst().place);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace jackdaw
