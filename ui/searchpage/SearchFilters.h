// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchModel.h"

#include <QWidget>
#include <array>

QT_BEGIN_NAMESPACE
class QCompleter;
class QStringListModel;
QT_END_NAMESPACE

namespace jackdaw {

class Chip;
class IconButton;
class SearchField;
class SearchNames;
class Theme;

/// What is asked of the search everywhere: the field with its suggestions, operators as chips, the kinds of results and
/// their order. Owned by SearchPane, GUI thread. Emits what is asked; never sees a result, and looks for nothing
/// itself.
class SearchFilters : public QWidget
{
    Q_OBJECT
public:
    SearchFilters(const SearchNames &names, const Theme &theme, QWidget *parent = nullptr);

    /// Goes to the field, behind `text` if there is any, else to what was searched for last, chosen.
    void start(const QString &text = {});
    void focusField();
    /// Nothing is asked any more.
    void clear();
    void addFilter(const QString &op, const QString &value);

    /// Operators that are chips, as they are written.
    QStringList filters() const;
    /// What stands in the field.
    QString text() const;
    /// The same without operators.
    QString words() const;

    /// -1: not known.
    void setCount(SearchModel::Kind kind, int count);
    void setOrder(SearchRequest::Order order);

Q_SIGNALS:
    void queryChanged();
    void kindChanged(jackdaw::SearchModel::Kind kind);
    void orderRequested(jackdaw::SearchRequest::Order order);
    /// Keys of the field: down to the results, the first of them, out of the search.
    void resultsRequested();
    void firstResultRequested();
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Filter {
        QString op;
        QString value;
    };
    QWidget *makeKinds();
    QWidget *makeAdding();
    void textEdited();
    void takeFilters();
    void setFilter(const QString &op, const QString &value);
    void removeFilter(qsizetype index);
    void showFilters();
    void beginOperator(const QString &op);
    void showDates(QWidget *button);
    void showOrder();
    void complete();
    void insertCompletion(const QString &suggestion);

    const SearchNames &m_names;
    const Theme &m_theme;
    QList<Filter> m_filters;
    SearchRequest::Order m_chosenOrder = SearchRequest::Order::NewestFirst;
    SearchField *m_field = nullptr;
    QWidget *m_filterRow = nullptr;
    std::array<Chip *, 4> m_kinds = {};
    IconButton *m_order = nullptr;
    QCompleter *m_completer = nullptr;
    QStringListModel *m_suggestions = nullptr;
    qsizetype m_completionStart = 0;
    qsizetype m_completionLength = 0;
};

} // namespace jackdaw
