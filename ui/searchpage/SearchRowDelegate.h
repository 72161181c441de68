// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchModel.h"

#include <QStyledItemDelegate>

namespace jackdaw {

class Clock;
class SearchWords;
class Theme;

/// Paints the rows of a search: headings, people, two lines around what was found with the words marked, files, and the
/// line that stands for the rest of a chat. Owned by the list of SearchPane, GUI thread. Changes nothing and keeps
/// nothing: rows are SearchModel's, their words SearchWords'.
class SearchRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SearchRowDelegate(const SearchWords &words, const Theme &theme, const Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Place;
    void paintHit(QPainter &painter, const Place &place, const SearchModel::Row &row) const;
    void paintFile(QPainter &painter, const Place &place, const SearchModel::Row &row) const;
    void paintPerson(QPainter &painter, const Place &place, const SearchModel::Row &row) const;
    /// At the trailing end of `line`; back comes where that ends for the rest of the words.
    int paintAccount(QPainter &painter, const Place &place, const QRect &line, const SearchModel::Row &row) const;
    void paintSnippet(QPainter &painter, const Place &place, const QRect &rect, const SearchMatch::Snippet &snippet) const;
    /// `direction`: that of all the words, of which the line may be a part.
    void paintLine(QPainter &painter, const Place &place, const QRect &rect, const QString &text, const QList<TextRange> &ranges,
                   Qt::LayoutDirection direction) const;

    const SearchWords &m_words;
    const Theme &m_theme;
    const Clock &m_clock;
};

} // namespace jackdaw
