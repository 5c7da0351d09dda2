using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Threaded;

/// <summary>The behavioural suite on the threaded driver.</summary>
public static class ThreadedDriverTests
{
    public sealed class Mailbox() : MailboxSuite(new ThreadedHarness());

    public sealed class Supervision() : SupervisionSuite(new ThreadedHarness());

    public sealed class DeathWatch() : DeathWatchSuite(new ThreadedHarness());

    public sealed class Timer() : TimerSuite(new ThreadedHarness());

    public sealed class Ask() : AskSuite(new ThreadedHarness());

    public sealed class Stopping() : StoppingSuite(new ThreadedHarness());

    public sealed class Pipe() : PipeSuite(new ThreadedHarness());
}
