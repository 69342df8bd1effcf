using System.CommandLine;
using Dev.Commands;
using Dev.Output;
using Dev.Processes;

namespace Tools.Tests.Dev.Commands;

public sealed class ScriptCommandsTests
{
    [Theory]
    [InlineData("run", "./run [command] [options]")]
    [InlineData("run push", "./run push <file> [options]")]
    [InlineData("run serve", "./run serve [options]")]
    [InlineData("test", "./test [options]")]
    [InlineData("bench", "./bench [options]")]
    public void Help_names_the_script_as_people_call_it(string words, string usage)
    {
        using var stop = new StopSignal();
        var output = new StringWriter();

        var exit = ScriptCommands.Parse([.. words.Split(' '), "--help"], Repository.Find(AppContext.BaseDirectory)!, Terminal.OfThisProcess(), stop)
            .Invoke(new InvocationConfiguration { Output = output });

        Assert.Equal(0, exit);
        Assert.Contains($"\n  {usage}\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
