using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Tests.Autoscaling.V1;

public sealed class ScaleKindTests
{
    [Fact]
    public void Columns_AreKubernetes()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(100);
        var value = new Scale
        {
            Metadata = new() { Name = "web", CreationTimestamp = now.AddMinutes(-5) },
            Spec = new() { Replicas = 3 },
            Status = new() { Replicas = 2 },
        };

        var cells = ApiKinds.Of<Scale>().Columns.Select(column => $"{column.Name}={column.Cell(value, now)}");

        Assert.Equal(["Name=web", "Desired=3", "Available=2", "Age=5m"], cells);
    }
}
