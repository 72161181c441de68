// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QComboBox;
QT_END_NAMESPACE

namespace jackdaw {

class EmojiGrid;
class EmojiSource;
class Label;
class SearchField;
class StickerPane;
class TabStrip;
class Theme;

/// Lies above the window to choose one emoji from: by name and keywords, by group, in a skin tone; what was used last
/// comes first. Every part is reached by keys: letters search, arrows walk, Enter chooses, Esc closes. Goes with who asked,
/// GUI thread; inserts nothing itself.
class EmojiPicker : public QFrame
{
    Q_OBJECT
public:
    EmojiPicker(const Theme &theme, EmojiSource &source, QWidget *parent);

    /// Opens with its trailing edge at that of `button`, above it.
    void openAbove(const QWidget &button);
    /// Opens with its top left corner here, or as near to it as the window lets it.
    void openAt(const QPoint &globalPosition);

    /// From now on stickers are a second tab; what it shows and says is its owner's business. Once, before it is opened.
    StickerPane &addStickers();

    EmojiGrid *grid() const { return m_grid; }
    SearchField *field() const { return m_field; }

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
    void fill();
    void choose(const QString &emoji);
    QString nameOf(const QString &emoji) const;
    void showTab();
    bool showsStickers() const;
    void setGridHeight(int height);

    QWidget *m_owner;
    QPointer<QWidget> m_focusBefore;
    const Theme &m_theme;
    EmojiSource &m_source;
    SearchField *m_field;
    QComboBox *m_group;
    QComboBox *m_tone;
    EmojiGrid *m_grid;
    Label *m_name;
    TabStrip *m_tabs = nullptr;
    StickerPane *m_stickers = nullptr;
};

} // namespace jackdaw
