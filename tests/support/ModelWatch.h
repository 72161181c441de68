// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>

namespace jackdaw::test {

/// Checks every signal of a model with QAbstractItemModelTester and counts what a view would have to do. Owned by a
/// test, on the thread of the model, which outlives it. A signal that breaks a model's rules ends the program; the
/// model itself is never changed.
class ModelWatch
{
public:
    explicit ModelWatch(QAbstractItemModel *model) : m_tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal)
    {
        m_tester.setUseFetchMore(false); // pages come when a view, or the test, asks for them
        const auto count = [&](int &counter) { return [&counter] { ++counter; }; };
        QObject::connect(model, &QAbstractItemModel::rowsInserted, &m_context, count(inserts));
        QObject::connect(model, &QAbstractItemModel::rowsRemoved, &m_context, count(removals));
        QObject::connect(model, &QAbstractItemModel::rowsMoved, &m_context, count(moves));
        QObject::connect(model, &QAbstractItemModel::layoutChanged, &m_context, count(layouts));
        QObject::connect(model, &QAbstractItemModel::modelReset, &m_context, count(resets));
        QObject::connect(model, &QAbstractItemModel::dataChanged, &m_context, count(changes));
    }
    int structural() const { return inserts + removals + moves + layouts + resets; }
    void forget() { inserts = removals = moves = layouts = resets = changes = 0; }

    int inserts = 0;
    int removals = 0;
    int moves = 0;
    int layouts = 0;
    int resets = 0;
    int changes = 0;

private:
    QAbstractItemModelTester m_tester;
    QObject m_context;
};

} // namespace jackdaw::test
