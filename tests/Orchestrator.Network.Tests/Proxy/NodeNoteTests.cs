using Orchestrator.Api;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Tests.Proxy;

public class NodeNoteTests
{
    private readonly NodeNote _note = new();

    [Fact]
    public void FirstLook_IsDue_EvenWithNothingToSay()
    {
        Assert.True(_note.IsDue);
        Assert.Equal("", _note.Begin());
        _note.End("");
        Assert.False(_note.IsDue);
        _note.Doubt();
        Assert.False(_note.IsDue);
    }

    [Fact]
    public void ChangeWhileItIsWritten_IsDueAfterwards()
    {
        _note.Set(new("default", "web"), "80=8080");
        var text = _note.Begin();
        _note.Set(new("default", "dns"), "53/UDP=8053");
        Assert.False(_note.IsDue);
        _note.End(text);
        Assert.True(_note.IsDue);
        Assert.Equal("default/dns 53/UDP=8053; default/web 80=8080", _note.Text);
    }

    [Fact]
    public void WriteThatFailed_IsDueAgain()
    {
        _note.Set(new("default", "web"), "80=8080");
        _note.Begin();
        _note.End(null);
        Assert.True(_note.IsDue);
    }

    [Fact]
    public void ManyServices_FiftyAreNamed_AndTheOthersCounted()
    {
        for (var i = 0; i < 1000; i++)
            _note.Set(new ObjectKey("default", $"s{i:000}"), "80=8080");

        Assert.StartsWith("default/s000 80=8080; default/s001 80=8080; ", _note.Text);
        Assert.EndsWith("; default/s049 80=8080; 950 more", _note.Text);
    }
}
