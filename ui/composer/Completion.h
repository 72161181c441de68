// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/Suggestion.h"

#include <QListView>
#include <QStandardItemModel>

#include <optional>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
QT_END_NAMESPACE

namespace jackdaw {

class EmojiSource;
class Theme;

/// Suggestions above the field while somebody writes ":wav" or "@to": Tab inserts the first or what up and down chose, Esc
/// dismisses until another word is begun. The focus stays in the field. Owned by Composer, GUI thread; a child of the
/// window, so that it may reach over the timeline. Inserts nothing by itself.
class Completion : public QListView
{
    Q_OBJECT
public:
    static constexpr int most = 6;

    /// The sources and what draws emoji outlive it.
    Completion(const Theme &theme, const EmojiSource &pictures, const QList<SuggestionSource *> &sources, QPlainTextEdit &field,
               QWidget *owner);

    /// What is written behind the sign that the caret's word begins with; nothing if it does not.
    static std::optional<QString> wordBefore(const QString &line, qsizetype caret, QChar sign);

Q_SIGNALS:
    /// It came or went: other keys do other things now.
    void shownChanged();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void suggest();
    void place();
    void moveBy(int by);
    void insert(const QModelIndex &index);
    void dismiss();
    int rowHeight() const;

    const Theme &m_theme;
    QList<SuggestionSource *> m_sources;
    QPlainTextEdit &m_field;
    QStandardItemModel m_model;
    QList<Suggestion> m_suggestions; ///< by the model's rows
    SuggestionSource *m_source = nullptr; ///< where these come from
    QString m_word; ///< with its sign
    QString m_dismissed; ///< the word for which Esc was pressed
    /// Enter sends, until one of the suggestions was chosen on purpose.
    enum class Choice { First, Made } m_choice = Choice::First;
};

} // namespace jackdaw
