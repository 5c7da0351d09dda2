using Orchestrator.Controllers.Certificates;

namespace Orchestrator.Controllers.Tests.Certificates;

public class ValidityTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(100);

    [Theory]
    [InlineData(null, 365 * 24 * 60 - 5)]
    [InlineData(600, 10)]
    [InlineData(60, 10)]
    [InlineData(3600, 60)]
    [InlineData(8 * 3600, 8 * 60 - 5)]
    [InlineData(int.MaxValue, 365 * 24 * 60 - 5)]
    public void Of_EndsAsAsked_AndBeginsFiveMinutesAgo(int? asked, int minutes)
    {
        var validity = Validity.Of(Now, asked, TimeSpan.FromDays(365));
        Assert.Equal((-5, minutes), (Minutes(validity.NotBefore), Minutes(validity.NotAfter)));
    }

    private static int Minutes(DateTimeOffset at) => (int)(at - Now).TotalMinutes;
}
