// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/LinkQuestion.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/MessageBox.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace jackdaw {

namespace {

constexpr qsizetype longestAddress = 300;

struct LinkWords
{
    Q_DECLARE_TR_FUNCTIONS(LinkQuestion)
};

QString reasonFor(LinkDoubt doubt)
{
    switch (doubt) {
    case LinkDoubt::None:
        return {};
    case LinkDoubt::UserPart:
        return LinkWords::tr("The link has a name in front of the address, which can look like another address.");
    case LinkDoubt::Direction:
        return LinkWords::tr("The link has characters that are not seen, or that turn letters round.");
    case LinkDoubt::MixedScript:
        return LinkWords::tr("The address mixes letters of different alphabets, which can look like another address.");
    case LinkDoubt::OtherAddress:
        return LinkWords::tr("The words of the link are not the address it leads to.");
    }
    return {};
}

} // namespace

void askBeforeLink(QWidget *parent, const TextLink &link, std::function<void(const QUrl &)> open)
{
    auto *question = new QMessageBox(parent->window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(LinkWords::tr("Open link"));
    QString address = link.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    if (address.size() > longestAddress)
        address = address.first(longestAddress) + QChar(0x2026);
    setWords(*question, LinkWords::tr("Open a page of %1?").arg(isolated(plainHost(link.url).left(longestAddress))),
             reasonFor(link.doubt) + QLatin1StringView("\n\n") + isolated(address));
    QPushButton *cancel = question->addButton(LinkWords::tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *follow = question->addButton(LinkWords::tr("Open link"), QMessageBox::AcceptRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    QObject::connect(follow, &QAbstractButton::clicked, parent, [url = link.url, open = std::move(open)] { open(url); });
    question->open();
}

} // namespace jackdaw
