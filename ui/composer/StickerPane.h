// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/StickerGrid.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
QT_END_NAMESPACE

namespace jackdaw {

class IconButton;
class Label;
class SearchField;

/// The stickers of the emoji picker: those that were sent last, pack by pack, or by what stands for them. Every part is
/// reached by keys. Owned by EmojiPicker, GUI thread. Shows the packs that it is given; sends, installs and removes
/// nothing itself.
class StickerPane : public QWidget
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
    /// As it is when it is opened anew.
    void reset();
    void setGridHeight(int height);
    /// In the order of Tab.
    QList<QWidget *> parts() const;
    SearchField *field() const { return m_field; }
    StickerGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void chosen(const QString &pack, int place);
    void newPackRequested();
    void removeRequested(const QString &pack, const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    QList<StickerCell> lastUsed() const;

    SearchField *m_field;
    QComboBox *m_pack;
    IconButton *m_new;
    IconButton *m_remove;
    StickerGrid *m_grid;
    Label *m_name;
    QList<Pack> m_packs;
};

} // namespace jackdaw
