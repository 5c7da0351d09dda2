namespace Orchestrator.Hosting.Tests;

public class LeaderElectionSettingsTests
{
    public static TheoryData<string, LeaderElectionSettings, string> Refused => new()
    {
        {
            "another lock", new() { ResourceLock = "configmaps" },
            "leader election's resource lock is leases, not 'configmaps'"
        },
        {
            "no name", new() { ResourceName = "" },
            "leader election needs a namespace and names for its Leases"
        },
        {
            "one Lease for both", new() { ResourceName = "kube-scheduler" },
            "controllers and scheduler cannot both be elected by the Lease kube-scheduler"
        },
        {
            "times", new() { LeaseDuration = TimeSpan.FromSeconds(5) },
            "lease duration 5 s must be greater than renew deadline 10 s"
        },
    };

    [Fact]
    public void Defaults_AreKubernetes() => new LeaderElectionSettings().Validate();

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatCannotWork_IsRefused(string situation, LeaderElectionSettings settings, string message)
    {
        var refusal = Assert.Throws<ArgumentException>(settings.Validate);
        Assert.True(message == refusal.Message, $"{situation}: {refusal.Message}");
    }
}
