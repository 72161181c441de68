// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchStore.h"

#include <QObject>
#include <QTimer>

namespace jackdaw {

/// Keeps the index for searching: lets every transaction index what it stores, and builds what is missing from before in
/// slices between which the engine does its other work. Goes on where it stopped, in this run or the next. Owned by
/// EngineCore, engine thread.
class SearchService : public QObject
{
    Q_OBJECT
public:
    /// Messages a slice: some 60 ms.
    static constexpr int sliceSize = 2000;

    explicit SearchService(Database &database, QObject *parent = nullptr);
    ~SearchService() override;

    /// Begins to build, if anything is missing; again after the index was begun anew by somebody else (RemovalStore).
    void start();
    const SearchProgress &progress() const { return m_progress; }

Q_SIGNALS:
    void progressChanged(const jackdaw::SearchProgress &progress);

private:
    void buildNext();
    void tell(const SearchProgress &progress);

    Database &m_database;
    SearchStore m_store;
    SearchProgress m_progress;
    QTimer m_next;
};

} // namespace jackdaw
