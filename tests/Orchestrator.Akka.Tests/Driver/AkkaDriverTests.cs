using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Akka.Tests.Driver;

/// <summary>The kernel's behavioural suite on the Akka driver.</summary>
public static class AkkaDriverTests
{
    public sealed class Mailbox() : MailboxSuite(new AkkaHarness());

    public sealed class Supervision() : SupervisionSuite(new AkkaHarness());

    public sealed class DeathWatch() : DeathWatchSuite(new AkkaHarness());

    public sealed class Timer() : TimerSuite(new AkkaHarness());

    public sealed class Ask() : AskSuite(new AkkaHarness());

    public sealed class Stopping() : StoppingSuite(new AkkaHarness());

    public sealed class Pipe() : PipeSuite(new AkkaHarness());
}
