// The headers of POCO declare every name of the model.
//
// RUN: %clang -fsyntax-only -std=c++17 -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include <Poco/Net/AcceptCertificateHandler.h>
#include <Poco/Net/FTPClientSession.h>
#include <Poco/Net/FTPStreamFactory.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/HTTPSStreamFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPSessionFactory.h>
#include <Poco/Net/HTTPStreamFactory.h>
#include <Poco/Net/POP3ClientSession.h>
#include <Poco/Net/SecureSMTPClientSession.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/Semaphore.h>
#include <Poco/StreamCopier.h>
#include <Poco/Task.h>
#include <Poco/Thread.h>
#include <Poco/Timer.h>
#include <Poco/URIStreamOpener.h>
#include <Poco/Util/Timer.h>

// expected-remark@1 {{looked up the names of poco}}
