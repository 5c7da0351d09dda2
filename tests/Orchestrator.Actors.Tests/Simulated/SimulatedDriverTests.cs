using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>The behavioural suite on the simulated driver.</summary>
public static class SimulatedDriverTests
{
    public sealed class Mailbox() : MailboxSuite(new SimulatedHarness());

    public sealed class Supervision() : SupervisionSuite(new SimulatedHarness());

    public sealed class DeathWatch() : DeathWatchSuite(new SimulatedHarness());

    public sealed class Timer() : TimerSuite(new SimulatedHarness());

    public sealed class Ask() : AskSuite(new SimulatedHarness());

    public sealed class Stopping() : StoppingSuite(new SimulatedHarness());

    public sealed class Pipe() : PipeSuite(new SimulatedHarness());
}
