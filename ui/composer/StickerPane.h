// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/ChoicePane.h"
#include "composer/StickerGrid.h"

namespace jackdaw {

class IconButton;

/// The stickers of the picker: those that were sent last, pack by pack, or by what stands for them and the words that
/// their maker suggests. Owned by EmojiPicker, GUI thread. Shows the packs that it is given; sends, installs and
/// removes nothing itself.
class StickerPane : public ChoicePane
{
    Q_OBJECT
public:
    struct Pack
    {
        QString id;
        QString name;
        QList<StickerCell> stickers;
        QList<qint64> used; ///< of each: when it was sent last; 0: never
    };

    StickerPane(const Theme &theme, QWidget *parent = nullptr);

    void setPacks(const QList<Pack> &packs);
    StickerGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void chosen(const QString &pack, int place);
    void newPackRequested();
    void removeRequested(const QString &pack, const QString &name);

protected:
    void fill() override;
    int firstShelf() const override;
    void choose(qsizetype place) override;

private:
    QList<StickerCell> lastUsed() const;

    IconButton *m_new;
    IconButton *m_remove;
    StickerGrid *m_grid;
    QList<Pack> m_packs;
};

} // namespace jackdaw
