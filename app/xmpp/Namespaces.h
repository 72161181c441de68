// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace jackdaw::ns {

/// The namespaces of the protocols that Jackdaw speaks, by the name of their specification: for all mappings, so that
/// none is written twice; what only one of them looks for may stand there. Constants: any thread, owned by nobody. That
/// one stands here does not mean that it is advertised: Capabilities::own() says what is.

inline constexpr QStringView stream = u"http://etherx.jabber.org/streams";          // RFC 6120
inline constexpr QStringView streamError = u"urn:ietf:params:xml:ns:xmpp-streams";
inline constexpr QStringView stanzaError = u"urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr QStringView client = u"jabber:client";
inline constexpr QStringView tls = u"urn:ietf:params:xml:ns:xmpp-tls";
inline constexpr QStringView sasl = u"urn:ietf:params:xml:ns:xmpp-sasl";
inline constexpr QStringView bind = u"urn:ietf:params:xml:ns:xmpp-bind";
inline constexpr QStringView roster = u"jabber:iq:roster";                          // RFC 6121
inline constexpr QStringView blocking = u"urn:xmpp:blocking";                       // XEP-0191
inline constexpr QStringView rosterVersioning = u"urn:xmpp:features:rosterver";
inline constexpr QStringView dataForms = u"jabber:x:data";                          // XEP-0004
inline constexpr QStringView discoInfo = u"http://jabber.org/protocol/disco#info";  // XEP-0030
inline constexpr QStringView discoItems = u"http://jabber.org/protocol/disco#items";
inline constexpr QStringView lastActivity = u"jabber:iq:last";                      // XEP-0012
inline constexpr QStringView muc = u"http://jabber.org/protocol/muc";                // XEP-0045
inline constexpr QStringView mucUser = u"http://jabber.org/protocol/muc#user";
inline constexpr QStringView mucAdmin = u"http://jabber.org/protocol/muc#admin";
inline constexpr QStringView mucOwner = u"http://jabber.org/protocol/muc#owner";
inline constexpr QStringView mucRoomConfig = u"http://jabber.org/protocol/muc#roomconfig";
inline constexpr QStringView mucRoomInfo = u"http://jabber.org/protocol/muc#roominfo";
inline constexpr QStringView mucRequest = u"http://jabber.org/protocol/muc#request";
inline constexpr QStringView bookmarksBefore = u"storage:bookmarks";                // XEP-0048
inline constexpr QStringView privateStorage = u"jabber:iq:private";                 // XEP-0049
inline constexpr QStringView pubsub = u"http://jabber.org/protocol/pubsub";         // XEP-0060
inline constexpr QStringView pubsubEvent = u"http://jabber.org/protocol/pubsub#event";
inline constexpr QStringView publishOptions = u"http://jabber.org/protocol/pubsub#publish-options";
inline constexpr QStringView resultSets = u"http://jabber.org/protocol/rsm";        // XEP-0059
inline constexpr QStringView xhtmlIm = u"http://jabber.org/protocol/xhtml-im";      // XEP-0071
inline constexpr QStringView xhtml = u"http://www.w3.org/1999/xhtml";               // XEP-0071
inline constexpr QStringView chatStates = u"http://jabber.org/protocol/chatstates"; // XEP-0085
inline constexpr QStringView registration = u"jabber:iq:register";                  // XEP-0077
inline constexpr QStringView gateway = u"jabber:iq:gateway";                        // XEP-0100
inline constexpr QStringView registrationFeature = u"http://jabber.org/features/iq-register";
inline constexpr QStringView outOfBand = u"jabber:x:oob";                           // XEP-0066
inline constexpr QStringView version = u"jabber:iq:version";                        // XEP-0092
inline constexpr QStringView privacy = u"jabber:iq:privacy";                        // XEP-0016
inline constexpr QStringView invisible = u"urn:xmpp:invisible:1";                   // XEP-0186
inline constexpr QStringView capabilities = u"http://jabber.org/protocol/caps";     // XEP-0115
inline constexpr QStringView receipts = u"urn:xmpp:receipts";                       // XEP-0184
inline constexpr QStringView streamManagement = u"urn:xmpp:sm:3";                   // XEP-0198
inline constexpr QStringView ping = u"urn:xmpp:ping";                               // XEP-0199
inline constexpr QStringView time = u"urn:xmpp:time";                               // XEP-0202
inline constexpr QStringView delay = u"urn:xmpp:delay";                             // XEP-0203
inline constexpr QStringView media = u"urn:xmpp:media-element";                     // XEP-0221
inline constexpr QStringView attention = u"urn:xmpp:attention:0";                   // XEP-0224
inline constexpr QStringView bitsOfBinary = u"urn:xmpp:bob";                        // XEP-0231
inline constexpr QStringView thumbnails = u"urn:xmpp:thumbs:1";                     // XEP-0264
inline constexpr QStringView directInvitation = u"jabber:x:conference";              // XEP-0249
inline constexpr QStringView carbons = u"urn:xmpp:carbons:2";                       // XEP-0280
inline constexpr QStringView forward = u"urn:xmpp:forward:0";                       // XEP-0297
inline constexpr QStringView archive = u"urn:xmpp:mam:2";                           // XEP-0313
inline constexpr QStringView correction = u"urn:xmpp:message-correct:0";            // XEP-0308
inline constexpr QStringView idle = u"urn:xmpp:idle:1";                             // XEP-0319
inline constexpr QStringView hats = u"urn:xmpp:hats:0";                              // XEP-0317
inline constexpr QStringView markers = u"urn:xmpp:chat-markers:0";                  // XEP-0333
inline constexpr QStringView styling = u"urn:xmpp:styling:0";                       // XEP-0393
inline constexpr QStringView hints = u"urn:xmpp:hints";                             // XEP-0334
inline constexpr QStringView stanzaIds = u"urn:xmpp:sid:0";                         // XEP-0359
inline constexpr QStringView httpUpload = u"urn:xmpp:http:upload:0";                // XEP-0363
inline constexpr QStringView uriData = u"http://jabber.org/protocol/url-data";          // XEP-0103
inline constexpr QStringView hashes = u"urn:xmpp:hashes:2";                         // XEP-0300
inline constexpr QStringView fileMetadata = u"urn:xmpp:file:metadata:0";            // XEP-0446
inline constexpr QStringView fileSharing = u"urn:xmpp:sfs:0";                       // XEP-0447
inline constexpr QStringView encryptedSource = u"urn:xmpp:esfs:0";                  // XEP-0448
inline constexpr QStringView stickers = u"urn:xmpp:stickers:0";                     // XEP-0449
inline constexpr QStringView references = u"urn:xmpp:reference:0";                  // XEP-0372
inline constexpr QStringView preAuthentication = u"urn:xmpp:pars:0";                // XEP-0379
inline constexpr QStringView spoiler = u"urn:xmpp:spoiler:0";                       // XEP-0382
inline constexpr QStringView reporting = u"urn:xmpp:reporting:1";                   // XEP-0377
inline constexpr QStringView registrationToken = u"urn:xmpp:ibr-token:0";           // XEP-0445
inline constexpr QStringView reply = u"urn:xmpp:reply:0";                           // XEP-0461
inline constexpr QStringView streamLimits = u"urn:xmpp:stream-limits:0";            // XEP-0478
inline constexpr QStringView bookmarks = u"urn:xmpp:bookmarks:1";                    // XEP-0402
inline constexpr QStringView bookmarkPins = u"urn:xmpp:bookmarks-pinning:0";            // XEP-0469
inline constexpr QStringView bookmarkOrder = u"urn:jackdaw:bookmarks-order:0";           // ours
inline constexpr QStringView notificationSettings = u"urn:xmpp:notification-settings:1"; // XEP-0492
inline constexpr QStringView sasl2 = u"urn:xmpp:sasl:2";                            // XEP-0388
inline constexpr QStringView occupantIds = u"urn:xmpp:occupant-id:0";               // XEP-0421
inline constexpr QStringView fastening = u"urn:xmpp:fasten:0";                      // XEP-0422
inline constexpr QStringView retraction = u"urn:xmpp:message-retract:1";            // XEP-0424
inline constexpr QStringView retractionBefore = u"urn:xmpp:message-retract:0";      // XEP-0424
inline constexpr QStringView channelSearch = u"urn:xmpp:channel-search:0:search";    // XEP-0433
inline constexpr QStringView moderation = u"urn:xmpp:message-moderate:1";            // XEP-0425
inline constexpr QStringView moderationBefore = u"urn:xmpp:message-moderate:0";
inline constexpr QStringView fallback = u"urn:xmpp:fallback:0";                     // XEP-0428
inline constexpr QStringView reactions = u"urn:xmpp:reactions:0";                   // XEP-0444
inline constexpr QStringView bind2 = u"urn:xmpp:bind:0";                            // XEP-0386
inline constexpr QStringView channelBinding = u"urn:xmpp:sasl-cb:0";                // XEP-0440
inline constexpr QStringView fast = u"urn:xmpp:fast:0";                             // XEP-0484
inline constexpr QStringView jingle = u"urn:xmpp:jingle:1";                           // XEP-0166
inline constexpr QStringView jingleErrors = u"urn:xmpp:jingle:errors:1";
inline constexpr QStringView jingleFile = u"urn:xmpp:jingle:apps:file-transfer:5";    // XEP-0234
inline constexpr QStringView jingleInBand = u"urn:xmpp:jingle:transports:ibb:1";      // XEP-0261
inline constexpr QStringView jingleSocks = u"urn:xmpp:jingle:transports:s5b:1";       // XEP-0260
inline constexpr QStringView inBandBytes = u"http://jabber.org/protocol/ibb";         // XEP-0047
inline constexpr QStringView socksBytes = u"http://jabber.org/protocol/bytestreams";  // XEP-0065

} // namespace jackdaw::ns
