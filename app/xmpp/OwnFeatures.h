// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

namespace jackdaw {

class Connection;

/// What our own account announces (XEP-0030, disco#info of the bare address), asked first thing in each new session, so that
/// the answer is there before any message (RFC 6120, 10.1). Owned by AccountService, engine thread. Nothing is announced as
/// long as it is not known.
class OwnFeatures : public QObject
{
    Q_OBJECT
public:
    explicit OwnFeatures(Connection &connection, QObject *parent = nullptr);

    bool has(QStringView feature) const { return m_features.contains(feature); }

private:
    void ask();

    Connection &m_connection;
    QStringList m_features;
};

} // namespace jackdaw
