using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Journals;

public class SealFormatTests
{
    // What stores wrote before seals named an address, and what one that advertises none still writes.
    private const string Plain = "01FBD395FFBC31059AC8C48C1F98BF5F8F";
    private const string WithAddress = "01FBD395FFBC31059AC8C48C1F0D31302E302E302E373A36343433C9381644";

    [Theory]
    [InlineData("", Plain)]
    [InlineData("10.0.0.7:6443", WithAddress)]
    public void Row_GivesTheseBytes(string address, string golden)
    {
        var row = SealFormat.Row(new(4, 9), 1_700_000_000_507, 0x1F191_241A, address);
        Assert.Equal(golden, Convert.ToHexString(row.Payload.Span));
    }

    [Theory]
    [InlineData(Plain, null)]
    [InlineData(WithAddress, "10.0.0.7:6443")]
    public void Read_GivesCandidateAndAddress(string golden, string? address)
    {
        var seal = SealFormat.Read(Row(golden, epoch: 4));
        Assert.Equal(new Seal(0x1F191_241A, address), seal);
    }

    [Fact]
    public void Read_UnderAnotherEpoch_IsCorrupt() =>
        Assert.Throws<JournalCorruptException>(() => SealFormat.Read(Row(WithAddress, epoch: 5)));

    [Fact]
    public void Read_AnyBitFlipped_IsCorrupt()
    {
        for (var i = 0; i < WithAddress.Length / 2; i++)
        {
            var bytes = Convert.FromHexString(WithAddress);
            bytes[i] ^= 0x10;
            Assert.Throws<JournalCorruptException>(() => SealFormat.Read(Row(Convert.ToHexString(bytes), 4)));
        }
    }

    private static JournalRow Row(string golden, long epoch) =>
        new(new(epoch, 9), JournalRowKind.Seal, 0, Convert.FromHexString(golden));
}
