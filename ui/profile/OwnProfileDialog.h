// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/OwnCard.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QPlainTextEdit;
class QScrollArea;
QT_END_NAMESPACE

namespace jackdaw {

class TextField;

/// The user's own card: what they say of themselves, and who may see it. Empty and closed to typing until setCard() brings what
/// the server has. Owned by the window that opens it, GUI thread. Emits the wish to save, and leaves fields that it does not
/// show as they came; commands nothing.
class OwnProfileDialog : public AskDialog
{
    Q_OBJECT
public:
    /// `address`: of the account.
    OwnProfileDialog(const QString &address, const Theme &theme, QWidget *parent = nullptr);

    void setCard(const OwnCard &card);

Q_SIGNALS:
    void saveRequested(const jackdaw::OwnCard &card);
    /// It did not come, and is asked for again.
    void cardRequested();

protected:
    void submit() override;

private:
    TextField *addField(const QString &label, const QString &help = {});

    const Theme &m_theme;
    QScrollArea *m_scroll;
    QWidget *m_form;
    OwnCard m_before;
    TextField *m_fullName;
    TextField *m_nickname;
    TextField *m_organization;
    TextField *m_title;
    TextField *m_emails;
    TextField *m_phones;
    TextField *m_links;
    TextField *m_address;
    TextField *m_birthday;
    QPlainTextEdit *m_note;
    QComboBox *m_visibility;
};

} // namespace jackdaw
