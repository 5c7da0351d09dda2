using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>A full disk under the members of an Akka cluster.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaDatabaseDiskTests(ITestOutputHelper output) : DatabaseDiskScenarios(output)
{
    protected override string[] Way => ["--akka"];

    /// <summary>Who is not appointed names nobody while the journal is silent: see docs/decisions/0150.</summary>
    private protected override void CheckRefusals(string[] texts) => Assert.All(
        texts, text => Assert.Matches("no space is left|nobody leads the store at this moment", text));
}
