// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

namespace jackdaw {

class ChoicePane;
class EmojiGrid;
class EmojiPane;
class EmojiSource;
class SearchField;
class StickerPane;
class TabStrip;
class Theme;

/// Lies above the window to choose an emoji from, or a sticker: a frame around EmojiPane and StickerPane, of which one
/// shows. Every part is reached by keys; Esc or a click beside it closes. Goes with who asked, GUI thread; inserts and
/// sends nothing itself.
class EmojiPicker : public QFrame
{
    Q_OBJECT
public:
    EmojiPicker(const Theme &theme, EmojiSource &source, QWidget *parent);

    /// Opens with its trailing edge at that of `button`, above it.
    void openAbove(const QWidget &button);
    /// Opens with its top left corner here, or as near to it as the window lets it.
    void openAt(const QPoint &globalPosition);

    /// From now on stickers are a second tab; what it shows and says is its owner's business. Once, before it is
    /// opened.
    StickerPane &addStickers();

    EmojiGrid *grid() const;
    SearchField *field() const;

Q_SIGNALS:
    void chosen(const QString &emoji);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void prepare();
    void fitInto(QWidget &window);
    void openWithin(QPoint corner);
    void showTab();
    ChoicePane &shown() const;
    void setGridHeight(int height);

    QWidget *m_owner;
    QPointer<QWidget> m_focusBefore;
    const Theme &m_theme;
    EmojiPane *m_emoji;
    TabStrip *m_tabs = nullptr;
    StickerPane *m_stickers = nullptr;
};

} // namespace jackdaw
