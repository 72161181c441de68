// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/instance/InstanceLink.h"

#include <QObject>
#include <QString>
#include <kdsingleapplication.h>

namespace jackdaw {

class InstanceModule : public QObject, public InstanceLink
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID JACKDAW_INSTANCE_IID)
    Q_INTERFACES(jackdaw::InstanceLink)
public:
    Role join(const QString &name, std::function<void()> raise) override
    {
        m_link.reset();
        m_link = std::make_unique<KDSingleApplication>(name, KDSingleApplication::Option::IncludeUsernameInSocketName);
        if (!m_link->isPrimaryInstance())
            return Role::Second;
        connect(m_link.get(), &KDSingleApplication::messageReceived, this, [raise](const QByteArray &) { raise(); });
        return Role::First;
    }

    bool raiseFirst() override
    {
        return m_link && !m_link->isPrimaryInstance() && m_link->sendMessageWithTimeout(QByteArrayLiteral("raise"), 2000);
    }

private:
    std::unique_ptr<KDSingleApplication> m_link;
};

} // namespace jackdaw

#include "InstanceModule.moc"
