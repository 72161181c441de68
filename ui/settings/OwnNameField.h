// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "widgets/Fields.h"

#include <optional>

namespace jackdaw {

/// What the owner of an account is called: shows what the server has, takes another name on Enter and when the field is
/// left, and says below what became of it. What is being typed stays, whatever happens to the account meanwhile. Owned
/// by AccountPage, GUI thread. Publishes nothing itself, and wishes for no empty name unless Enter said so and it was
/// asked for.
class OwnNameField : public TextField
{
    Q_OBJECT
public:
    OwnNameField(const Theme &theme, QWidget *parent = nullptr);

    /// The account as it is now.
    void follow(const AccountListModel::Row &account);
    /// What became of the last name that was entered.
    void showOutcome(const Status &outcome);
    /// After takeBackRequested(): the name is to go.
    void takeBack();

Q_SIGNALS:
    void nameEntered(const QString &name);
    /// Enter in the empty field.
    void takeBackRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class End { Enter, Left, WindowLeft };

    enum class Note { None, Published, TakenBack, Kept };

    void finish(End end);
    void enter(const QString &name);
    QString current() const;
    void showText();
    void showState();
    void say(State state, const QString &words);

    QString m_name;                   ///< that the server has
    std::optional<QString> m_wanted;  ///< that waits to be published
    bool m_online = false;
    bool m_edited = false;            ///< typed, and not entered
    std::optional<QString> m_entered; ///< and not answered
    std::optional<Error> m_failure;   ///< of the last that was entered; what was typed is there still
    Note m_note = Note::None;
    QString m_said;
};

} // namespace jackdaw
