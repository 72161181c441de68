// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/ErrorText.h"

#include "base/BackupTrouble.h"
#include "base/KeyServiceTrouble.h"
#include "base/LargePage.h"
#include "base/NewerFile.h"
#include "base/OnionName.h"
#include "style/CertificateText.h"
#include "style/Direction.h"
#include "style/SizeText.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// A name from outside inside our sentence keeps its own direction, and cannot carry the sentence away: it stands between
/// Unicode isolates where the two directions can differ.
QString named(const QString &subject, const QString &fallback)
{
    if (subject.isEmpty())
        return fallback;
    const bool mixed = QGuiApplication::layoutDirection() == Qt::RightToLeft
        || std::any_of(subject.cbegin(), subject.cend(), [](QChar c) { return c.unicode() >= 0x590; });
    return mixed ? isolated(subject) : subject;
}

QString whatTheKeyServiceDoes(const Error &error)
{
    const QString service = keyServiceName(error);
    switch (keyServiceTrouble(error)) {
    case KeyServiceTrouble::Absent: return Words::tr("Passwords cannot be kept: this computer has no key service.");
    case KeyServiceTrouble::Closed:
        //: %1: a program, "KWallet", or "the key service".
        return Words::tr("Passwords cannot be kept: %1 is locked, or does not let Jackdaw in.")
            .arg(named(service, Words::tr("the key service")));
    case KeyServiceTrouble::Silent:
        return Words::tr("Passwords cannot be kept: %1 does not answer.").arg(named(service, Words::tr("the key service")));
    case KeyServiceTrouble::Broken: break;
    }
    return Words::tr("Passwords cannot be kept: %1 has a fault.").arg(named(service, Words::tr("the key service")));
}

QString whatToDoAtTheKeyService(const Error &error)
{
    const QString service = keyServiceName(error);
    switch (keyServiceTrouble(error)) {
    case KeyServiceTrouble::Absent:
        return Words::tr("Install one, such as GNOME Keyring, KWallet or KeePassXC. Until then you are asked for your password at each start.");
    case KeyServiceTrouble::Closed:
        return Words::tr("Unlock it. Until then you are asked for your password at each start.");
    case KeyServiceTrouble::Silent:
        return Words::tr("See whether it asks you for something. Until it answers you are asked for your password at each start.");
    case KeyServiceTrouble::Broken: break;
    }
    return Words::tr("Start %1 again, or sign out of this computer and in again. Until it works you are asked for your password at each start.")
        .arg(named(service, Words::tr("it")));
}

QString whatABackupHas(BackupTrouble trouble, const Error &error)
{
    switch (trouble) {
    case BackupTrouble::File:
        return Words::tr("This file cannot be read or written: %1.").arg(named(backupPath(error), Words::tr("none is chosen")));
    case BackupTrouble::NotOne: return Words::tr("This file is not a backup of Jackdaw.");
    case BackupTrouble::Newer: return Words::tr("This backup was made by a newer Jackdaw.");
    case BackupTrouble::WrongPassphrase: return Words::tr("This is not the passphrase of the backup.");
    case BackupTrouble::Busy: return Words::tr("Another backup is under way.");
    case BackupTrouble::Damaged: break;
    }
    return Words::tr("This backup is damaged or not complete. Nothing of it was taken in.");
}

QString whatToDoAboutABackup(BackupTrouble trouble)
{
    switch (trouble) {
    case BackupTrouble::File: return Words::tr("Check that it is there and that you may use it, or choose another place.");
    case BackupTrouble::NotOne: return Words::tr("Choose the file that Jackdaw wrote.");
    case BackupTrouble::Newer: return Words::tr("Install that version, then try again.");
    case BackupTrouble::WrongPassphrase: return Words::tr("Check it and type it again.");
    case BackupTrouble::Busy: return Words::tr("Wait until it is done, then try again.");
    case BackupTrouble::Damaged: break;
    }
    return Words::tr("Use another copy of the file, or make the backup again.");
}

QString whatHappened(const Error &error)
{
    const QString server = named(error.subject, Words::tr("The server"));
    const QString proxy = named(error.subject, Words::tr("of this account"));
    const QString file = named(error.subject, Words::tr("none is chosen"));
    switch (error.kind) {
    case ErrorKind::Offline: return Words::tr("You’re offline.");
    case ErrorKind::Timeout: return Words::tr("%1 did not answer in time.").arg(server);
    case ErrorKind::Cancelled: return Words::tr("Stopped.");
    case ErrorKind::ServerNotFound: return Words::tr("%1 was not found.").arg(server);
    case ErrorKind::ConnectionRefused: return Words::tr("%1 cannot be reached.").arg(server);
    case ErrorKind::ConnectionLost: return Words::tr("The connection was lost.");
    case ErrorKind::CaptivePortal: return Words::tr("This network asks you to sign in to it first.");
    case ErrorKind::TlsRequired: return Words::tr("%1 offers no encrypted connection. Jackdaw did not connect.").arg(server);
    case ErrorKind::Certificate:
        if (error.certificate)
            return certificateSummary(*error.certificate) + QLatin1Char(' ') + Words::tr("Jackdaw did not connect.");
        return error.subject.isEmpty()
            ? Words::tr("The certificate of the server was not accepted. Jackdaw did not connect.")
            : Words::tr("The certificate of %1 was not accepted. Jackdaw did not connect.").arg(named(error.subject, {}));
    case ErrorKind::NotAuthorized: return Words::tr("Password not accepted.");
    case ErrorKind::NoMechanism: return Words::tr("%1 offers no safe way to sign in.").arg(server);
    case ErrorKind::PlainOnly: return Words::tr("%1 takes your password as plain text only. Jackdaw did not send it.").arg(server);
    case ErrorKind::WeakerMechanism:
        return Words::tr("%1 offers a weaker way to sign in than before. Jackdaw did not connect.").arg(server);
    case ErrorKind::UnsafeLogin:
        return Words::tr("%1 does not keep to the rules of a safe sign-in. Jackdaw did not connect.").arg(server);
    case ErrorKind::ServerProof:
        return Words::tr("%1 did not prove that it knows your password. Jackdaw did not connect.").arg(server);
    case ErrorKind::WrongIdentity: return Words::tr("The server signed you in as somebody else. Jackdaw did not connect.");
    case ErrorKind::Conflict: return Words::tr("This account is in use already.");
    case ErrorKind::PolicyViolation: return Words::tr("The server refused this by its rules.");
    case ErrorKind::ServerShutdown: return Words::tr("%1 is being restarted or switched off.").arg(server);
    case ErrorKind::Forbidden: return Words::tr("You may not do this.");
    case ErrorKind::NotFound:
        return error.subject.isEmpty() ? Words::tr("That does not exist.")
                                       : Words::tr("%1 does not exist.").arg(named(error.subject, {}));
    case ErrorKind::Unavailable:
        return error.subject.isEmpty() ? Words::tr("The other side cannot do this now.")
                                       : Words::tr("%1 cannot do this now.").arg(named(error.subject, {}));
    case ErrorKind::Rejected: return Words::tr("The server did not accept this.");
    case ErrorKind::TooMany:
        if (isOfLargePage(error))
            return Words::tr("The archive on the server sent more at once than can be taken.");
        return Words::tr("%1 takes no more of these for now.").arg(server);
    case ErrorKind::NotAcceptable: return Words::tr("The server did not accept what was filled in.");
    case ErrorKind::WrongAnswer: return Words::tr("That was not what the picture shows.");
    case ErrorKind::Invitation: return Words::tr("This invitation is not valid, or not any more.");
    case ErrorKind::Malformed:
        return error.subject.isEmpty() ? Words::tr("This is not a valid address.")
                                       : Words::tr("“%1” is not a valid address.").arg(named(error.subject, {}));
    case ErrorKind::Storage:
        if (isOfNewerJackdaw(error))
            return Words::tr("The history on this computer was written by a newer Jackdaw.");
        if (isOfAnotherFile(error))
            return Words::tr("“%1” cannot be read or written.").arg(named(QFileInfo(error.subject).fileName(), {}));
        return Words::tr("The history on this computer cannot be read or written.");
    case ErrorKind::DiskFull: return Words::tr("The disk is full.");
    case ErrorKind::Secrets: return whatTheKeyServiceDoes(error);
    case ErrorKind::ProtocolBroken: return Words::tr("%1 sent something that breaks the rules of XMPP.").arg(server);
    case ErrorKind::NotStarted:
        return Words::tr("%1 did not start.").arg(named(error.subject, Words::tr("A program that this needs")));
    case ErrorKind::Proxy:
        if (needsTor(error))
            return Words::tr("%1 can be reached through Tor only.").arg(server);
        return Words::tr("The proxy %1 cannot be used, or does not reach the server.").arg(proxy);
    case ErrorKind::ProxyPassword:
        return Words::tr("The proxy %1 does not accept this user and password.").arg(proxy);
    case ErrorKind::AuthorityFile:
        return Words::tr("The file with the extra certificate authority cannot be read: %1.").arg(file);
    case ErrorKind::AuthorityContent:
        return Words::tr("There is no certificate in the file with the extra authority: %1.").arg(file);
    case ErrorKind::Incompatible:
        return Words::tr("Jackdaw cannot sign in safely with the %1 of this computer.")
            .arg(named(error.subject, Words::tr("XMPP library")));
    case ErrorKind::NotEncryptable:
        if (error.subject.isEmpty()) // it is not that nobody can read it: the chat goes in clear now
            return Words::tr("It was to be encrypted, and this chat is not encrypted any more.");
        return Words::tr("It cannot be encrypted: no device of %1 can read it now.").arg(named(error.subject, Words::tr("the other side")));
    case ErrorKind::FileTooLarge:
        return error.subject.isEmpty() ? Words::tr("The file is too large.")
                                       : Words::tr("The file is larger than allowed (%1).").arg(fileSizeText(error.subject.toLongLong()));
    case ErrorKind::NoUpload: return Words::tr("%1 takes no files.").arg(server);
    case ErrorKind::FileChanged: return Words::tr("The file was changed or removed.");
    case ErrorKind::FileBroken:
        if (const auto trouble = backupTrouble(error))
            return whatABackupHas(*trouble, error);
        return Words::tr("What came is not the file that was promised.");
    case ErrorKind::UnsafeAddress: return Words::tr("The address is not a safe one.");
    case ErrorKind::Unconfirmed: return Words::tr("The connection was lost, and nobody can tell whether it arrived.");
    case ErrorKind::PeerAway: return Words::tr("Waits for %1 to be online.").arg(named(error.subject, Words::tr("the other side")));
    case ErrorKind::PeerTakesNoFiles:
        return Words::tr("Waits for a program of %1 that takes files.").arg(named(error.subject, Words::tr("the other side")));
    case ErrorKind::PeerAsked: return Words::tr("Waits for %1 to accept.").arg(named(error.subject, Words::tr("the other side")));
    case ErrorKind::PeerDeclined: return Words::tr("%1 did not take it.").arg(named(error.subject, Words::tr("The other side")));
    case ErrorKind::PeerStopped: return Words::tr("The other side stopped sending.");
    case ErrorKind::SealedNeedsUpload:
        return error.subject.isEmpty()
            ? Words::tr("Your server takes no files, and directly it would not be encrypted.")
            : Words::tr("Your server takes no more than %1, and directly it would not be encrypted.").arg(fileSizeText(error.subject.toLongLong()));
    case ErrorKind::WouldShow: return Words::tr("You are invisible, and this would show that you are there.");
    case ErrorKind::TooManyBlocked:
        return Words::tr("More people are blocked than can stay blocked while you are invisible. You are not invisible.");
    case ErrorKind::Internal: break;
    }
    return Words::tr("Something unexpected happened.");
}

QString whatToDo(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline: return Words::tr("Check your network. Jackdaw connects again by itself.");
    case ErrorKind::Timeout: return Words::tr("Try again, or check your network.");
    case ErrorKind::Cancelled: return {};
    case ErrorKind::ServerNotFound:
        return Words::tr("Check the part after the @, or set the server under Connection options.");
    case ErrorKind::ConnectionRefused: return Words::tr("Check your network, or ask your provider.");
    case ErrorKind::ConnectionLost: return Words::tr("Jackdaw connects again by itself.");
    case ErrorKind::CaptivePortal: return Words::tr("Open a web page in your browser. Jackdaw then connects by itself.");
    case ErrorKind::Certificate:
        return error.certificate ? certificateAdvice(*error.certificate) : Words::tr("Ask your provider.");
    case ErrorKind::TlsRequired:
    case ErrorKind::NoMechanism:
    case ErrorKind::WrongIdentity: return Words::tr("Ask your provider.");
    case ErrorKind::PlainOnly:
        return Words::tr("Ask your provider, or allow a plain-text password for this account if you trust the server with it.");
    case ErrorKind::WeakerMechanism:
        return Words::tr("Somebody may be between you and the server. Ask your provider whether they changed it.");
    case ErrorKind::UnsafeLogin:
    case ErrorKind::ServerProof: return Words::tr("Somebody may be between you and the server. Ask your provider.");
    case ErrorKind::NotAuthorized: return Words::tr("Check it, or reset it with your provider.");
    case ErrorKind::Conflict: return Words::tr("Sign out in the other place, or sign in again here.");
    case ErrorKind::PolicyViolation: return Words::tr("Wait a little and try again, or ask your provider.");
    case ErrorKind::ServerShutdown: return Words::tr("Jackdaw connects again when it is back.");
    case ErrorKind::Forbidden: return Words::tr("Ask your provider, or the person in charge.");
    case ErrorKind::NotFound: return Words::tr("Check the spelling.");
    case ErrorKind::Unavailable: return Words::tr("Try again later.");
    case ErrorKind::Rejected: return Words::tr("Try again, or ask your provider.");
    case ErrorKind::TooMany:
        if (isOfLargePage(error))
            return Words::tr("If it stays, show the details to your provider.");
        return Words::tr("Wait a little and try again.");
    case ErrorKind::NotAcceptable: return Words::tr("Check each field.");
    case ErrorKind::WrongAnswer: return Words::tr("Here is another one.");
    case ErrorKind::Invitation: return Words::tr("Ask for a new one.");
    case ErrorKind::Malformed: return Words::tr("An address looks like name@provider.example.");
    case ErrorKind::Storage:
        if (isOfNewerJackdaw(error))
            return Words::tr("Install that one, or start this one with another --profile. Nothing in it was changed.");
        if (isOfAnotherFile(error))
            return Words::tr("Check that its disk is there and answers, and that you may read and write there. Then try again.");
        return Words::tr("Check that the disk is there and can be written, then start Jackdaw again.");
    case ErrorKind::DiskFull:
        if (isOfAnotherFile(error))
            return Words::tr("Free some space, then try again.");
        return Words::tr("Free some space, then try again. A message that could not be kept stays in the message field.");
    case ErrorKind::Secrets: return whatToDoAtTheKeyService(error);
    case ErrorKind::Proxy:
        if (needsTor(error))
            return Words::tr("Choose SOCKS5 (Tor) as the proxy under Connection options, or in the settings, under Network.");
        return Words::tr("Check that it runs, and its server and port.");
    case ErrorKind::ProxyPassword: return Words::tr("Check both in the settings, under Network.");
    case ErrorKind::AuthorityFile:
    case ErrorKind::AuthorityContent: return Words::tr("Choose the PEM file that your organisation gave you.");
    case ErrorKind::Incompatible: return Words::tr("Install the version of Jackdaw that was made for this system.");
    case ErrorKind::NotEncryptable:
        if (error.subject.isEmpty())
            return Words::tr("Encrypt the chat, or try again to send it without encryption.");
        return Words::tr("Check the devices of this chat, or switch its encryption off.");
    case ErrorKind::FileTooLarge: return Words::tr("Send a smaller one.");
    case ErrorKind::NoUpload: return Words::tr("Ask your provider.");
    case ErrorKind::FileChanged: return Words::tr("Attach it again.");
    case ErrorKind::FileBroken:
        if (const auto trouble = backupTrouble(error))
            return whatToDoAboutABackup(*trouble);
        return Words::tr("Ask for it again.");
    case ErrorKind::UnsafeAddress: return Words::tr("Jackdaw did not go there.");
    case ErrorKind::Unconfirmed: return Words::tr("It is not sent again unless you do.");
    case ErrorKind::PeerAway: case ErrorKind::PeerTakesNoFiles: case ErrorKind::PeerAsked: return {};
    case ErrorKind::PeerDeclined: return Words::tr("Send it again if they want it after all.");
    case ErrorKind::PeerStopped: return Words::tr("Ask for it again.");
    case ErrorKind::SealedNeedsUpload: return Words::tr("Send a smaller one, or switch the encryption of this chat off.");
    case ErrorKind::WouldShow: return Words::tr("Choose another status first.");
    case ErrorKind::TooManyBlocked: return Words::tr("Unblock some of them, then try again.");
    case ErrorKind::ProtocolBroken: return Words::tr("If it stays, show the details to your provider.");
    case ErrorKind::NotStarted:
    case ErrorKind::Internal: break;
    }
    return Words::tr("Try again. If it stays, report it with the details.");
}

} // namespace

bool isOfAnotherFile(const Error &error)
{
    const QString name = QFileInfo(error.subject).fileName();
    return !name.isEmpty() && !name.contains(QLatin1String(".sqlite"));
}

QString errorSummary(const Error &error)
{
    return whatHappened(error);
}

QString errorText(const Error &error)
{
    const QString advice = whatToDo(error);
    return advice.isEmpty() ? whatHappened(error) : whatHappened(error) + QLatin1Char(' ') + advice;
}

} // namespace jackdaw
