using System.Text;
using Orchestrator.Actors;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Certificates;

namespace Orchestrator.Controllers.Tests.Certificates;

/// <summary>Approving and signing together, while requests and answers are lost and controllers crash.</summary>
public class CsrControllersTests
{
    [Theory]
    [MemberData(nameof(Seeds.Forty), MemberType = typeof(Seeds))]
    public void EveryNode_GetsOneCertificate_WhateverFails(ulong seed)
    {
        var signer = new CountingSigner();
        var world = new ControllerWorld(
            seed, CsrApprovingController.Name, CsrSigningController.Name, CsrCleanerController.Name);
        world.Options = world.Options with { Signer = signer };
        world.Start();
        var chance = new SeededEntropy(seed);
        for (var i = 0; i < 12; i++)
        {
            world.Disturb(chance);
            world.Do(async api => await api.CreateAsync(Request(i)));
            world.Run(chance.NextDouble() * 3);
        }
        world.Calm();

        var requests = world.Api.All<CertificateSigningRequest>().ToList();
        Assert.Equal(12, requests.Count);
        Assert.All(requests, csr =>
        {
            Assert.Equal(["Approved"], csr.Status.Conditions.Select(condition => condition.Type));
            Assert.True(csr.IsIssued);
        });
        // Two certificates of one serial would be two nodes that nobody can tell apart.
        Assert.Equal(signer.Serials.Count, signer.Serials.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void WithoutASigner_NothingRuns()
    {
        var world = new ControllerWorld(1, CsrApprovingController.Name, CsrSigningController.Name).Start();
        world.Do(async api => await api.CreateAsync(Request(1)));
        world.Run(10);
        Assert.Empty(world.Api.All<CertificateSigningRequest>().Single().Status.Conditions);
        Assert.DoesNotContain(world.Api.Calls, call => call.Verb is "list" or "watch");
    }

    private static CertificateSigningRequest Request(int number)
    {
        var csr = Requests.Client($"system:node:n{number}");
        return csr with
        {
            Metadata = new() { Name = $"csr-{number}" },
            Spec = csr.Spec with { Username = "system:bootstrap:abcdef", Groups = [BootstrapTokenSecret.NodeGroup] },
        };
    }

    private sealed class CountingSigner : ICertificateSigner
    {
        public List<string> Serials { get; } = [];

        public ValueTask<string> SignAsync(CertificateOrder order, CancellationToken cancellation)
        {
            Serials.Add(Convert.ToHexString(order.Serial.Span));
            return new($"certificate of {order.Request.CommonName}");
        }
    }
}
