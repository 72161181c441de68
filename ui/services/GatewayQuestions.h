// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Gateway.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
QT_END_NAMESPACE

namespace jackdaw {

class DataFormView;
class TextButton;
class TextField;

/// What a gateway wants to know before it lets one in (XEP-0077), in a form. Owned by its parent, GUI thread; its maker
/// gives it the form when that has come, and closes it when the gateway has taken it.
/// Sends nothing itself.
class GatewayRegistrationDialog : public AskDialog
{
    Q_OBJECT
public:
    GatewayRegistrationDialog(const Gateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void setRegistration(const GatewayRegistration &registration);
    /// Instead of it: the form cannot be had.
    void setFailed(const QString &why);

Q_SIGNALS:
    void registerRequested(const jackdaw::DataForm &filled);
    void websiteRequested(const QString &address);

protected:
    void submit() override;

private:
    Label *m_waiting;
    TextButton *m_website;
    DataFormView *m_form;
    bool m_isHere = false;
};

/// Whom to add, in the words of the other network (XEP-0100, 6.2). Owned by its parent, GUI thread. Knows no address:
/// the gateway makes it of what is typed.
class GatewayContactDialog : public AskDialog
{
    Q_OBJECT
public:
    GatewayContactDialog(const Gateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void setPrompt(const GatewayPrompt &prompt);

Q_SIGNALS:
    void addRequested(const QString &whom, const QString &name);

protected:
    void submit() override;

private:
    Label *m_description;
    TextField *m_whom;
    TextField *m_name;
};

/// Whether to end the registration with a gateway, and to remove its people too. Owned by its parent, GUI thread.
/// Removes nobody itself.
class GatewayRemovalDialog : public AskDialog
{
    Q_OBJECT
public:
    /// `contacts`: how many there are by it.
    GatewayRemovalDialog(const Gateway &gateway, int contacts, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void removeRequested(bool withContacts);

protected:
    void submit() override;

private:
    QCheckBox *m_withContacts;
};

} // namespace jackdaw
