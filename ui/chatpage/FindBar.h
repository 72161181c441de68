// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class FindModel;
class IconButton;
class Label;
class SearchField;
class Theme;

/// The strip below a chat's header that looks for words in it: field, "2 of 3", next and previous. Owned by ChatPage,
/// GUI thread; shows FindModel and emits wishes. It asks for nothing itself and scrolls nothing: FindModel looks, and
/// the timeline goes there.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    FindBar(const FindModel &find, const Theme &theme, QWidget *parent = nullptr);

    QString text() const;
    /// Shows these words, without asking for them.
    void setText(const QString &text);
    /// The field, with its words chosen, so that typing replaces them.
    void takeFocus();

Q_SIGNALS:
    void textEdited(const QString &text);
    /// 1: the next, newer one; -1: the one before.
    void stepRequested(int by);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyTheme();
    void showState();

    const FindModel &m_find;
    const Theme &m_theme;
    SearchField *m_field;
    Label *m_count;
    IconButton *m_previous;
    IconButton *m_next;
    IconButton *m_close;
};

} // namespace jackdaw
