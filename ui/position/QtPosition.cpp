// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-position: where the computer is, by Qt Positioning and GeoClue.
#include "position/Position.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QGeoPositionInfoSource>
#include <QGuiApplication>
#include <QPermissions>
#include <QPointer>
#include <QTimer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int patience = 60'000;      ///< ms until the first position
constexpr int updateInterval = 10'000; ///< ms; oftener is of no use to anybody who looks

class QtPosition : public QObject, public PositionWatch
{
    Q_OBJECT
public:
    QtPosition()
    {
        m_patience.setSingleShot(true);
        m_patience.setInterval(patience);
        connect(&m_patience, &QTimer::timeout, this, [this] { fail(PositionFault::NoAnswer); });
    }

    void start() override { QMetaObject::invokeMethod(this, &QtPosition::ask, Qt::QueuedConnection); }

private:
    void ask()
    {
        QLocationPermission permission;
        permission.setAccuracy(QLocationPermission::Precise);
        qApp->requestPermission(permission, this, [this](const QPermission &answer) {
            if (answer.status() == Qt::PermissionStatus::Granted)
                begin();
            else
                fail(PositionFault::Refused);
        });
    }

    void begin()
    {
        // No other: what is left of them reads serial ports, or asks a web service by itself.
        m_source = QGeoPositionInfoSource::createSource(u"geoclue2"_s,
                                                        {{u"desktopId"_s, QGuiApplication::desktopFileName()}}, this);
        if (!m_source) {
            fail(PositionFault::NoService);
            return;
        }
        connect(m_source, &QGeoPositionInfoSource::positionUpdated, this, &QtPosition::take);
        connect(m_source, &QGeoPositionInfoSource::errorOccurred, this, [this](QGeoPositionInfoSource::Error error) {
            switch (error) {
            case QGeoPositionInfoSource::NoError: break;
            case QGeoPositionInfoSource::AccessError: fail(PositionFault::Refused); break;
            case QGeoPositionInfoSource::UpdateTimeoutError: fail(PositionFault::NoAnswer); break;
            case QGeoPositionInfoSource::ClosedError:
            case QGeoPositionInfoSource::UnknownSourceError: fail(PositionFault::NoService); break;
            }
        });
        m_source->setUpdateInterval(updateInterval);
        m_patience.start();
        m_source->startUpdates();
    }

    void take(const QGeoPositionInfo &info)
    {
        const QGeoCoordinate at = info.coordinate();
        if (!at.isValid() || m_isOver)
            return;
        m_patience.stop();
        Place place{at.latitude(), at.longitude(), -1};
        if (info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy))
            place.accuracy = std::ceil(info.attribute(QGeoPositionInfo::HorizontalAccuracy));
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const qint64 measured = info.timestamp().isValid() ? info.timestamp().toMSecsSinceEpoch() : now;
        if (found)
            found(place, measured > 0 && measured <= now ? measured : now);
    }

    void fail(PositionFault fault)
    {
        if (std::exchange(m_isOver, true))
            return;
        m_patience.stop();
        if (m_source) {
            m_source->disconnect(this);
            m_source->stopUpdates();
        }
        if (failed)
            failed(fault);
    }

    QPointer<QGeoPositionInfoSource> m_source;
    QTimer m_patience;
    bool m_isOver = false;
};

} // namespace

class QtPositionFactory : public QObject, public PositionFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID JACKDAW_POSITION_IID)
    Q_INTERFACES(jackdaw::PositionFactory)
public:
    std::unique_ptr<PositionWatch> makeWatch() override { return std::make_unique<QtPosition>(); }
};

} // namespace jackdaw

#include "QtPosition.moc"
