using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A full disk under control planes that share a journal and nothing else.</summary>
[Collection(OneAtATime.Name)]
public sealed class DatabaseDiskTests(ITestOutputHelper output) : DatabaseDiskScenarios(output)
{
    protected override string[] Way => [];

    /// <summary>Whoever is asked knows who leads, and passes on what that one says.</summary>
    private protected override void CheckRefusals(string[] texts) =>
        Assert.All(texts, text => Assert.DoesNotContain("nobody leads", text));
}
