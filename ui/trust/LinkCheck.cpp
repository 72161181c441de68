// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/LinkCheck.h"

#include "codes/Codes.h"
#include "style/Direction.h"
#include "widgets/MessageBox.h"

#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMessageBox>
#include <QMimeData>
#include <QPixmap>
#include <QPushButton>
#include <QScreen>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// A window that hides is gone from the screen only when the window manager and the compositor have drawn again, of
/// which nobody tells.
constexpr int untilHidden = 300; // ms

} // namespace

LinkCheck::LinkCheck(const QString &name, const BareJid &person, QDialog *dialog)
    : QObject(dialog), m_name(isolated(name)), m_person(person), m_dialog(dialog)
{}

void LinkCheck::setDevices(const QList<KnownDevice> &theirs, const BareJid &own)
{
    m_devices = theirs;
    m_own = own;
}

void LinkCheck::compareCopied()
{
    const auto link = VerificationLink::parse(QGuiApplication::clipboard()->text());
    if (link)
        hold({*link});
    else
        Q_EMIT refused(
            tr("The clipboard holds no link with keys. Copy the one that %1 shows you, then try again.").arg(m_name));
}

void LinkCheck::readFile()
{
    auto *chooser = new QFileDialog(m_dialog, tr("Picture with a code"), {},
                                    tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;All files (*)"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &LinkCheck::readPicture);
    chooser->open();
}

void LinkCheck::readPicture(const QString &path)
{
    codesIn([path] { return readCodePicture(path); }).then(this, [this](const Result<QStringList> &codes) {
        take(codes);
    });
}

void LinkCheck::readClipboard()
{
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    const QList<QUrl> files = copied ? copied->urls() : QList<QUrl>();
    if (copied && copied->hasImage())
        readPictures({QGuiApplication::clipboard()->image()});
    else if (!files.isEmpty() && files.constFirst().isLocalFile())
        readPicture(files.constFirst().toLocalFile());
    else
        Q_EMIT refused(tr("The clipboard holds no picture. Copy one with the code of %1, then try again.").arg(m_name));
}

void LinkCheck::readScreen()
{
    m_dialog->hide(); // it covers what is to be read, and shows a code of its own
    QTimer::singleShot(untilHidden, this, &LinkCheck::grabScreens);
}

void LinkCheck::grabScreens()
{
    QList<QImage> pictures;
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (QScreen *screen : screens) {
        const QImage picture = screen->grabWindow().toImage();
        if (!picture.isNull())
            pictures.append(picture);
    }
    m_dialog->open();
    if (pictures.isEmpty())
        Q_EMIT refused(tr(
            "This desktop shows no program what is on the screen. Take a picture of the screen yourself, then choose "
            "its file."));
    else
        readPictures(pictures);
}

void LinkCheck::readPictures(const QList<QImage> &pictures)
{
    QList<QFuture<Result<QStringList>>> each;
    for (const QImage &picture : pictures)
        each.append(codesIn([picture] { return picture; }));
    QtFuture::whenAll(each.begin(), each.end()).then(this, [this](const QList<QFuture<Result<QStringList>>> &ended) {
        QStringList all;
        std::optional<Error> error;
        for (const auto &one : ended) {
            if (const Result<QStringList> codes = one.result())
                all += *codes;
            else
                error = codes.error();
        }
        take(all.isEmpty() && error ? Result<QStringList>(*error) : Result<QStringList>(all));
    });
}

/// Of several codes on a screen those of the person count; of others it says whose they are.
void LinkCheck::take(const Result<QStringList> &codes)
{
    if (!codes) {
        Q_EMIT refused(
            codes.error().kind == ErrorKind::Unavailable
                ? tr("Codes cannot be read: a part of Jackdaw is not installed. Compare the numbers instead.")
                : tr("That is no picture that can be read. Choose another one."));
        return;
    }
    QList<VerificationLink> theirs;
    QList<BareJid> others;
    for (const QString &code : *codes) {
        const auto link = VerificationLink::parse(code);
        if (link && link->person == m_person)
            theirs.append(*link);
        else if (link)
            others.append(link->person);
    }
    const auto foreign =
        std::find_if(others.cbegin(), others.cend(), [this](const BareJid &each) { return each != m_own; });
    if (!theirs.isEmpty())
        hold(theirs);
    else if (foreign != others.cend())
        Q_EMIT refused(tr("That code is of %1, not of %2.").arg(isolated(foreign->toString()), m_name));
    else if (!others.isEmpty())
        Q_EMIT refused(tr("That is your own code. Scan the one that %1 shows you.").arg(m_name));
    else if (!codes->isEmpty())
        Q_EMIT refused(
            tr("That code is for something else: it names no keys. Scan the one that %1 shows for checking devices.")
                .arg(m_name));
    else
        Q_EMIT refused(tr("No code was found. It has to be in the picture whole, sharp and not too small."));
}

void LinkCheck::hold(const QList<VerificationLink> &links)
{
    QList<OmemoDevice> same;
    bool hasOthers = false;
    for (const VerificationLink &link : links) {
        if (link.person != m_person) {
            Q_EMIT refused(tr("That link is of %1, not of %2.").arg(isolated(link.person.toString()), m_name));
            return;
        }
        const LinkComparison found = compare(link, m_devices);
        hasOthers |= !found.others.isEmpty();
        for (const OmemoDevice &each : found.same) {
            if (!same.contains(each))
                same.append(each);
        }
    }
    if (hasOthers) {
        Q_EMIT refused(tr("A device shows another key than the code or link says. Nothing was taken for checked. Ask "
                          "%1 what happened.")
                           .arg(m_name));
        return;
    }
    if (same.isEmpty()) {
        Q_EMIT refused(tr("It names none of the devices that are known here."));
        return;
    }
    auto *question = new QMessageBox(m_dialog);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Check devices"));
    setWords(*question,
             tr("The keys of %Ln devices are the same. Did %1 show you this in person?", nullptr, int(same.size()))
                 .arg(m_name),
             tr("What came in a message, whoever can read along may have changed."));
    QPushButton *yes = question->addButton(tr("Yes, they are checked"), QMessageBox::AcceptRole);
    QPushButton *no = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(no);
    question->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, [this, same] {
        for (const OmemoDevice &each : same)
            Q_EMIT checked(each);
    });
    question->open();
}

} // namespace jackdaw
