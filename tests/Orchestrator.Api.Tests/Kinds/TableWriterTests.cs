using System.Buffers;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Testing;

namespace Orchestrator.Api.Tests.Kinds;

public class TableWriterTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(100);
    private static readonly TableWriter Pods = new(ApiKinds.Of<Pod>());

    [Theory]
    [InlineData(IncludeObject.None)]
    [InlineData(IncludeObject.Metadata)]
    [InlineData(IncludeObject.Object)]
    public void WriteList_TwoPods_IsATable(IncludeObject include)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Pods.WriteList(buffer, [Entry("web", "Pending"), Entry("done", "Succeeded")], new ListMeta { ResourceVersion = "7" }, include, Now);
        Golden.Json($"table-{include}.json", buffer.WrittenSpan);
    }

    [Fact]
    public void WriteObject_LaterInAWatch_LeavesColumnsOut()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Pods.WriteObject(buffer, Entry("web", "Pending"), IncludeObject.None, Now, withColumns: false);
        Assert.StartsWith(
            """{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"5"},"columnDefinitions":null,"rows":[{"cells":["web","0/1","Pending","0","5m",""",
            System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void WriteList_ReadsBackAsTable()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Pods.WriteList(buffer, [Entry("web", "Pending")], ListMeta.Empty, IncludeObject.Metadata, Now);
        var table = JsonCodec.Read<Table>(buffer.WrittenSpan);
        Assert.Equal(ApiKinds.Of<Pod>().Columns.Count, table.ColumnDefinitions.Count);
        Assert.Equal("\"web\"", table.Rows[0].Cells[0].ToString());
    }

    private static TableEntry Entry(string name, string phase)
    {
        var pod = Samples.Created(Samples.Read<Pod>(Samples.Pod));
        pod = pod with
        {
            Metadata = pod.Metadata with
            {
                Name = name,
                ResourceVersion = "5",
                CreationTimestamp = Now.AddMinutes(-5),
            },
            Status = pod.Status with { Phase = phase },
        };
        return new(pod, JsonCodec.Write(pod));
    }
}
