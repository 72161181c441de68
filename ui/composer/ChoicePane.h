// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Labels.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QComboBox;
QT_END_NAMESPACE

namespace jackdaw {

class ChoiceGrid;
class SearchField;

/// A search, shelves to look through while nothing is searched, a grid of what was found, and what its current one is
/// called. Every part is reached by keys: letters search, Down enters the grid, Enter takes the one that is marked.
/// Owned by EmojiPicker, GUI thread. What is on the shelves, how it is found and what becomes of it is said by the
/// classes that it is a base of.
class ChoicePane : public QWidget
{
    Q_OBJECT
public:
    /// As it is when it is opened anew.
    void reset();
    void setGridHeight(int height);
    /// In the order of Tab.
    QList<QWidget *> parts() const;
    SearchField *field() const { return m_field; }

protected:
    /// `find`: what the search is for. `wrap`: of the line below the grid.
    ChoicePane(const Theme &theme, const QString &find, Label::Wrap wrap, QWidget *parent);

    /// Lays out all parts: `beside` the shelves, `grid` below them. Once, by who makes it.
    void build(ChoiceGrid &grid, const QList<QWidget *> &beside);
    QComboBox &shelves() const { return *m_shelves; }
    /// What was typed, without what stands around it.
    QString query() const;
    /// Shows what was found, and marks the first.
    virtual void fill() = 0;
    /// Where people look first.
    virtual int firstShelf() const = 0;
    virtual void choose(qsizetype place) = 0;
    /// Below the grid, until one of it is called something.
    void say(const QString &words);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    SearchField *m_field;
    QComboBox *m_shelves;
    Label *m_name;
    ChoiceGrid *m_grid = nullptr;
    QList<QWidget *> m_beside;
};

} // namespace jackdaw
