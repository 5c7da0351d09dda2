using Orchestrator.Api.Json;
using Orchestrator.Api.Policy.V1;
using Orchestrator.Api.Tests.Json;

namespace Orchestrator.Api.Tests.Policy.V1;

public class EvictionKindTests
{
    // Written again, its options say what they are, as they do in the body of a delete: no round trip of bytes.
    [KubernetesObjectsTheory]
    [InlineData("policy.v1.Eviction.json")]
    public void EveryFieldFilled_IsRead(string file)
    {
        var strict = new StrictErrors();
        var eviction = JsonCodec.Read<Eviction>(KubernetesObjects.Read(file), strict);
        Assert.Empty(strict.Found);
        Assert.Equal(1, eviction.DeleteOptions?.GracePeriodSeconds);
        Assert.NotNull(eviction.DeleteOptions?.Preconditions?.Uid);
        Assert.NotEmpty(eviction.DeleteOptions.DryRun);
        Assert.Equal(eviction, JsonCodec.Read<Eviction>(JsonCodec.Write(eviction)));
    }
}
