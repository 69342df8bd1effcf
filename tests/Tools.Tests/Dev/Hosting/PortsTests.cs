using System.Net;
using System.Net.Sockets;
using Dev.Hosting;

namespace Tools.Tests.Dev.Hosting;

public sealed class PortsTests
{
    [Fact]
    public void Zero_gives_a_free_port()
    {
        var (port, problem) = Ports.Choose(0, "./run");

        Assert.Null(problem);
        Assert.InRange(port, 1, IPEndPoint.MaxPort);
    }

    [Fact]
    public void Taken_port_is_a_problem_that_names_it_and_the_way_out()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        var (_, problem) = Ports.Choose(taken, "./run serve");

        Assert.Contains($"Port {taken} is taken", problem?.Message, StringComparison.Ordinal);
        Assert.Contains("./run serve --port 7071", problem?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void Impossible_port_is_a_problem(int wanted) => Assert.NotNull(Ports.Choose(wanted, "./run").Problem);
}
