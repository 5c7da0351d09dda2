using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>The behavioural suite on the simulated driver.</summary>
public static class SimulatedDriverTests
{
    public sealed class Mailbox() : MailboxSuite(new SimulatedHarness());
}
