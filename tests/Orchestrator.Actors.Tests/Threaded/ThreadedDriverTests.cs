using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Threaded;

/// <summary>The behavioural suite on the threaded driver.</summary>
public static class ThreadedDriverTests
{
    public sealed class Mailbox() : MailboxSuite(new ThreadedHarness());
}
